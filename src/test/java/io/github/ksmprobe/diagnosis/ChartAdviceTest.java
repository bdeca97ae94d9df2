package io.github.ksmprobe.diagnosis;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.charts.ChartPod;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.charts.ChartValue;
import io.github.ksmprobe.charts.ChartValues;
import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Era.Image;
import io.github.ksmprobe.charts.Era.Proxied;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the table learns of a chart that was repaired, fixes send people to it. */
class ChartAdviceTest {

  private static final ChartVersion REPAIR = new ChartVersion(Eras.newest().major() + 1, 0, 0);

  /** The known eras, and one whose probes name ports by number again. */
  private static final ChartAdvice REPAIRED = new ChartAdvice(erasWithRepair());

  @Test
  void a_repaired_port_name_has_its_release_named() {
    Situation s = situation("7.8.1", ProbeType.READINESS);
    String before = said(Reason.PORT_NAME_UNRESOLVED, s, ChartAdvice.KNOWN);
    String end =
        " No chart release up to "
            + Eras.newest()
            + " does so with kubeRBACProxy.enabled (helm-charts#6164).";
    assertTrue(before.endsWith(end), before);
    assertEquals(
        before.replace(
            end,
            " With kubeRBACProxy.enabled the kube-state-metrics chart does so from "
                + REPAIR
                + "."),
        said(Reason.PORT_NAME_UNRESOLVED, s, REPAIRED));
  }

  @ParameterizedTest
  @CsvSource({
    "5.26.0, READINESS, WRONG_PORT",
    "5.28.1, READINESS, LOOPBACK_ONLY",
    "5.29.0, LIVENESS, AUTH_REQUIRED",
    "5.33.1, LIVENESS, PATH_NOT_ALLOWED",
    "5.29.0, READINESS, PORT_NOT_LISTENING"
  })
  void a_repaired_chart_is_one_of_those_that_are_named(
      String chart, ProbeType type, Reason reason) {
    Situation s = situation(chart, type);
    String before = said(reason, s, ChartAdvice.KNOWN);
    String after = before.replace(working(), working() + ", " + REPAIR + " and later");
    assertNotEquals(before, after);
    assertEquals(after, said(reason, s, REPAIRED));
  }

  @Test
  void nobody_is_sent_from_a_release_to_itself() {
    Situation repaired = situation("7.8.1", "kube-state-metrics-" + REPAIR, ProbeType.READINESS);
    String fix = said(Reason.PORT_NAME_UNRESOLVED, repaired, REPAIRED);
    assertFalse(fix.contains("chart"), fix);
    assertEquals(
        "Remove httpGet.host.",
        said(Reason.WRONG_HOST, situation("5.16.4", ProbeType.LIVENESS), ChartAdvice.KNOWN));
  }

  @Test
  void a_repackaged_chart_is_taken_for_the_original() {
    Situation s = situation("5.16.1", "kube-state-metrics-5.16.1_up0.2.0", ProbeType.LIVENESS);
    assertTrue(said(Reason.WRONG_HOST, s, ChartAdvice.KNOWN).contains(" does so from 5.16.4 "));
    Situation other = situation("5.16.1", "kube-state-metrics-extra-5.16.1", ProbeType.LIVENESS);
    assertEquals("Remove httpGet.host.", said(Reason.WRONG_HOST, other, ChartAdvice.KNOWN));
  }

  private static String said(Reason reason, Situation s, ChartAdvice charts) {
    return Wording.fix(
        new Verdict(
            Contracts.KUBE_STATE_METRICS,
            s.container().name(),
            s.probe().type(),
            Optional.empty(),
            Optional.empty(),
            reason,
            Severity.ERROR,
            0,
            List.of(),
            new Fixes(s, charts).of(reason),
            Optional.empty(),
            Optional.empty()));
  }

  /** The releases that work today, as sentences name them. */
  private static String working() {
    return Eras.all().stream()
        .filter(era -> era.proxied() == Proxied.LET_THROUGH)
        .map(era -> era.first() + " to " + era.last())
        .collect(joining(", "));
  }

  private static List<Era> erasWithRepair() {
    List<Era> eras = new ArrayList<>(Eras.all());
    Era last = eras.getLast();
    Image image = new Image(REPAIR, last.images().getLast().version());
    eras.add(
        new Era(
            REPAIR,
            REPAIR,
            "The probes name ports by number.",
            List.of(image),
            last.layout(),
            last.probes(),
            Proxied.LET_THROUGH));
    return eras;
  }

  private static Situation situation(String chart, ProbeType type) {
    return situation(chart, "kube-state-metrics-" + chart, type);
  }

  /** A probe of the pod that a release renders with its proxies, labelled as given. */
  private static Situation situation(String chart, String label, ProbeType type) {
    Era era = Eras.of(ChartVersion.parse(chart).orElseThrow()).orElseThrow();
    ChartValues proxied = ChartValues.DEFAULTS.with(ChartValue.KUBE_RBAC_PROXY, "true");
    Workload rendered = ChartPod.of(chart, ChartSpan.of(era), proxied);
    Map<String, String> labels = Map.of("helm.sh/chart", label);
    KsmPod pod =
        KsmPod.of(new Workload(chart, rendered.kind(), "", "ksm", labels, rendered.pod()))
            .orElseThrow();
    Probe probe = pod.ksm().probe(type).orElseThrow();
    HttpGet get = (HttpGet) probe.handler();
    ContractMatch match = Contracts.of(era.images().getFirst().version());
    return new Situation(
        pod,
        match,
        pod.ksm(),
        probe,
        get,
        RequestBuilder.build(get, pod.ksm(), pod.ip()),
        Optional.empty(),
        new Answers(pod.component(), List.of()));
  }
}
