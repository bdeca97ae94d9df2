package io.github.ksmprobe.history;

import static io.github.ksmprobe.history.LoggedRounds.NEW;
import static io.github.ksmprobe.history.LoggedRounds.OLD;
import static io.github.ksmprobe.history.LoggedRounds.answering;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.Fixtures;
import io.github.ksmprobe.Logged;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.Contradiction;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@CapturesLog
class ChangeLogTest {

  private final LoggedRounds rounds = new LoggedRounds();

  @AfterEach
  void close() {
    rounds.close();
  }

  @Test
  void a_new_target_is_one_line_and_one_for_each_verdict_that_is_not_ok() {
    assertEquals(
        List.of(
            "info target found | target=ns/ksm version=v2.14.0 version_source=landing_page"
                + " source=flags severity=error verdicts=liveness ok, readiness wrong_port",
            "warn probe is not ok | target=ns/ksm container=kube-state-metrics probe=readiness"
                + " request=GET http://10.0.0.7:8080/readyz result=failure reason=wrong_port"
                + " severity=error status_code=404 explanation="
                + Wording.why(NEW.verdicts().getLast())
                + " fix="
                + Wording.fix(NEW.verdicts().getLast())
                + " since=2026-03-04T05:06:22Z"),
        rounds.round(NEW));
  }

  @Test
  void what_cannot_be_read_of_a_pod_is_said_once_each() {
    assertTrue(rounds.round(odd("one")).contains(unread("one")));
    assertEquals(List.of(), rounds.round(odd("one")));
    assertEquals(List.of(unread("two")), rounds.round(odd("one", "two")));
  }

  private static String unread(String problem) {
    return "warn part of a pod cannot be read; the rest is judged | target=ns/ksm problem="
        + problem;
  }

  private static PodReport odd(String... problems) {
    KsmPod pod = AskedPods.pod("ns", "ksm", "v2.14.0");
    return AskedPods.found(KsmPod.of(pod.workload().withProblems(List.of(problems))).orElseThrow());
  }

  @Test
  void what_is_worth_knowing_of_a_pod_is_said_once() {
    KsmPod pod =
        Fixtures.pod(
            Fixtures.ksm(Fixtures.liveness("/livez", 8080), Fixtures.readiness("/readyz", 8081)),
            Fixtures.proxy("front", 8443, 8080));
    PodReport report = AskedPods.found(pod);
    PodNote note = report.notes().getFirst();
    assertEquals(
        "info worth knowing of a pod | target=monitoring/ksm reason=proxy_bypassed severity=info"
            + " explanation="
            + Wording.why(note)
            + " fix="
            + Wording.fix(note),
        rounds.round(report).getLast());
    assertEquals(List.of(), rounds.round(report));
  }

  @Test
  void a_release_beyond_the_table_is_said_once_whichever_pods_run_it() {
    assertEquals(List.of(newer("a", "v2.99.0")), about(rounds.round(running("a", "v2.99.0"))));
    PodReport other = running("b", "v2.99.0");
    assertEquals(List.of(), about(rounds.round(running("a", "v2.99.0"), other)));
    assertEquals(List.of(), about(rounds.round(running("a", "v2.98.0"), other)));
    assertEquals(
        List.of(newer("a", "v2.99.1")), about(rounds.round(running("a", "v2.99.1"), other)));
    assertEquals(List.of(), about(rounds.round(running("c", Contracts.newest().toString()))));
  }

  private static List<String> about(List<String> lines) {
    return lines.stream().filter(line -> line.contains("is newer than any")).toList();
  }

  private static String newer(String pod, String version) {
    return "warn this kube-state-metrics is newer than any that is known; it is taken for the newest"
        + " one | target=ns/"
        + pod
        + " version="
        + version
        + " version_source=landing_page newest_known="
        + Contracts.newest();
  }

  private static PodReport running(String name, String version) {
    return AskedPods.found(AskedPods.pod("ns", name, version));
  }

  @Test
  void rounds_without_change_are_silent() {
    rounds.round(NEW);
    assertEquals(List.of(), rounds.round(NEW));
    assertEquals(List.of(), rounds.round(AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"))));
  }

  @Test
  void a_verdict_that_turns_bad_warns_and_says_what_to_change() {
    rounds.round(OLD);
    List<String> lines = rounds.round(NEW);
    assertTrue(
        lines.contains(
            "info version changed | target=ns/ksm version=v2.14.0 version_source=landing_page"
                + " from=v2.13.0 to=v2.14.0 since=2026-03-04T05:06:37Z lasted_seconds=15"),
        lines.toString());
    String verdict =
        lines.stream()
            .filter(line -> line.startsWith("warn verdict changed | "))
            .findFirst()
            .orElseThrow();
    assertTrue(verdict.contains(" reason=wrong_port severity=error status_code=404 "), verdict);
    assertTrue(verdict.contains(" fix=" + Wording.fix(NEW.verdicts().getLast()) + " "), verdict);
    assertTrue(
        verdict.endsWith(
            " from=catch_all, success to=wrong_port, failure since=2026-03-04T05:06:37Z"
                + " lasted_seconds=15"),
        verdict);
  }

  @Test
  void a_verdict_that_goes_away_is_info() {
    rounds.round(NEW);
    PodReport without =
        new PodReport(NEW.pod(), NEW.version(), List.of(), NEW.endpoints(), NEW.outlooks());
    List<String> lines = rounds.round(without);
    assertEquals(2, lines.size());
    assertTrue(
        lines.contains(
            "info verdict changed | target=ns/ksm container=kube-state-metrics probe=readiness"
                + " from=wrong_port, failure to=not configured since=2026-03-04T05:06:37Z"
                + " lasted_seconds=15"),
        lines.toString());
  }

  @Test
  void an_endpoint_is_a_line_for_each_way_to_it_and_back_is_info() {
    rounds.round(NEW);
    List<String> down = rounds.round(answering(NEW, "/livez", AnswerClass.UNAVAILABLE, 503));
    assertEquals(
        List.of(
            "warn endpoint changed | target=ns/ksm listener=main path=/livez via=loopback"
                + " status_code=503 from=200 served to=503 unavailable since=2026-03-04T05:06:37Z"
                + " lasted_seconds=15",
            "warn endpoint changed | target=ns/ksm listener=main path=/livez via=pod_ip"
                + " status_code=503 from=200 served to=503 unavailable since=2026-03-04T05:06:37Z"
                + " lasted_seconds=15"),
        down.stream().sorted().toList());
    List<String> up = rounds.round(NEW);
    assertEquals(2, up.size());
    assertTrue(up.stream().allMatch(line -> line.startsWith("info endpoint changed | ")));
  }

  @Test
  void many_endpoints_that_change_at_once_are_one_line() {
    rounds.round(NEW);
    PodReport dead = NEW;
    for (String path : List.of("/livez", "/healthz", "/metrics")) {
      dead = answering(dead, path, AnswerClass.NO_ANSWER, 0);
    }
    List<String> lines = rounds.round(dead);
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(
        lines.getFirst().startsWith("warn endpoints changed | target=ns/ksm count=6 endpoints=/"),
        lines.toString());
    assertTrue(lines.getFirst().contains("/livez on main via pod_ip (200 served to no_answer)"));
    assertTrue(lines.getFirst().endsWith(") since=2026-03-04T05:06:37Z"));
  }

  @Test
  void the_kubelets_word_warns_when_it_turns_to_not_ready_and_back_is_info() {
    rounds.round(told(true));
    assertEquals(
        List.of(
            "warn kubelet's view changed | target=ns/ksm container=kube-state-metrics"
                + " from=ready to=not ready since=2026-03-04T05:06:37Z lasted_seconds=15"),
        rounds.round(told(false)));
    assertEquals(
        List.of("info kubelet's view changed"),
        rounds.round(told(true)).stream().map(line -> line.split(" \\|", 2)[0]).toList());
  }

  private static PodReport told(boolean ready) {
    return AskedPods.told(
        OLD,
        new KubeletView(
            WorkloadSource.POD_GET, List.of(new ContainerState("kube-state-metrics", ready, 0))),
        OLD.verdicts());
  }

  @Test
  void a_kubelet_that_disagrees_is_a_verdict_that_warns() {
    PodReport well =
        AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0", "/livez", "/healthz", List.of()));
    rounds.round(well);
    List<Verdict> against = well.verdicts().stream().map(Contradiction::of).toList();
    List<String> came = rounds.round(AskedPods.told(well, well.kubelet(), against));
    assertEquals(2, came.size());
    assertTrue(
        came.stream()
            .allMatch(
                line ->
                    line.startsWith("warn verdict changed | ")
                        && line.contains(" reason=kubelet_disagrees ")),
        came.toString());
    List<String> went = rounds.round(well);
    assertTrue(went.stream().allMatch(line -> line.startsWith("info verdict changed | ")));
  }

  @Test
  void a_target_that_goes_and_comes_says_so() {
    rounds.round(OLD);
    assertEquals(List.of("info target gone | target=ns/ksm lasted_seconds=15"), rounds.round());
    assertTrue(rounds.round(OLD).getFirst().startsWith("info target found | target=ns/ksm "));
  }

  @Test
  void requests_are_told_at_debug_once_each() {
    try (Logged all = Logged.all(ChangeLog.class)) {
      Report report = new Report(List.of(NEW), rounds.now(), Duration.ZERO, Duration.ofSeconds(15));
      for (int i = 0; i < 3; i++) {
        rounds.accept(report);
      }
      List<String> asked =
          all.lines().stream().filter(line -> line.startsWith("debug asked | ")).toList();
      assertEquals(NEW.evidence().size(), asked.size());
      assertTrue(
          asked.stream()
              .anyMatch(
                  line ->
                      line.startsWith(
                          "debug asked | target=ns/ksm request=GET http://127.0.0.1:8080/livez"
                              + " outcome=200 took_seconds=")),
          asked.toString());
    }
  }

  @Test
  void bare_addresses_say_which_endpoints_are_not_well() {
    KsmPod declared = AskedPods.pod("ns", "ksm", "v2.14.0");
    KsmPod addresses =
        KsmPod.of(
                new Workload(
                    "flags",
                    Workload.ADDRESSES,
                    "",
                    "127.0.0.1",
                    Map.of(),
                    declared.workload().pod()))
            .orElseThrow();
    PodReport bare = new PodReport(addresses, NEW.version(), List.of(), NEW.endpoints(), List.of());
    List<String> lines = rounds.round(answering(bare, "/livez", AnswerClass.NO_ANSWER, 0));
    assertEquals(
        List.of(
            "info target found | target=/127.0.0.1 version=v2.14.0 version_source=landing_page"
                + " source=flags severity=warning verdicts=",
            "warn endpoints do not answer as they should | target=/127.0.0.1 count=2 endpoints="
                + "/livez on main via loopback (no_answer), /livez on main via pod_ip (no_answer)"
                + " since=2026-03-04T05:06:22Z"),
        lines);
    assertEquals(1, rounds.round(List.of()).size());
    assertEquals(1, rounds.round(bare).size(), "all is well");
  }
}
