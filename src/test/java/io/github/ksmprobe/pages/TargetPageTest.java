package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.Fixtures;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.Agreement;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.web.Page;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetPageTest {

  @Test
  void evidence_shows_request_answer_and_timing() {
    String html = html(AskedPods.pod("ns", "ksm", "v2.14.0"));
    assertTrue(
        html.contains("readiness probe of kube-state-metrics, as the kubelet sends it"), html);
    assertTrue(html.contains("GET /readyz HTTP/1.1"), html);
    assertTrue(html.contains("User-Agent: kube-probe/"), html);
    assertTrue(html.contains("404 page not found"), html);
    assertTrue(html.contains("<small>0.0 ms</small>"), html);
  }

  @Test
  void what_cannot_be_read_is_said_and_turns_no_direction_of_writing() {
    KsmPod pod = AskedPods.pod("ns", "ksm", "v2.14.0");
    String html =
        html(KsmPod.of(pod.workload().withProblems(List.of("An odd \u202eport."))).orElseThrow());
    assertTrue(Page.html(200, html).body().text().contains("<li>An odd \\u202eport.</li>"), html);
    assertFalse(html(pod).contains("class=\"unread\""), html);
  }

  @Test
  void what_is_worth_knowing_of_the_pod_is_said_in_the_headline_and_in_full() {
    KsmPod fine =
        Fixtures.pod(
            Fixtures.ksm(Fixtures.liveness("/livez", 8080), Fixtures.readiness("/readyz", 8081)),
            Fixtures.proxy("front", 8443, 8080));
    PodNote note = PodNote.of(fine).getFirst();
    String html = html(fine);
    assertTrue(
        html.contains(
            "Nothing fails. Worth knowing: " + note.kind().meaning() + " (proxy_bypassed)."),
        html);
    assertTrue(
        html.contains(
            "Worth knowing of the pod: "
                + Wording.why(note)
                + " "
                + Wording.fix(note).replace("=", "&#x3D;")
                + " <code>proxy_bypassed</code>"),
        html);
    assertFalse(html(AskedPods.pod("ns", "ksm", "v2.14.0")).contains("proxy_bypassed"));
  }

  @Test
  void configured_header_values_are_not_shown() {
    List<Header> secret = List.of(new Header("Authorization", "Bearer s3cret"));
    String html = html(AskedPods.pod("ns", "ksm", "v2.14.0", "/livez", "/readyz", secret));
    assertTrue(html.contains("Authorization: (not shown)"), html);
    assertFalse(html.contains("s3cret"), html);
  }

  @Test
  void what_this_version_should_not_answer_is_marked() {
    KsmPod declared = AskedPods.pod("ns", "ksm", "v2.14.0");
    // The landing page names v2.14.0, yet the port answers everything: a build that is not what
    // it says.
    Round round =
        AskedPods.round(
            plan ->
                AskedPods.model(declared).answers(plan).stream()
                    .map(
                        one ->
                            one.ask().request().address().endsWith("/livez")
                                ? AskedPods.model(AskedPods.pod("ns", "ksm", "v2.12.0"))
                                    .answers(
                                        new io.github.ksmprobe.evidence.Plan(
                                            List.of(one.ask()), Duration.ofSeconds(1)))
                                    .getFirst()
                                : one)
                    .toList());
    String html = html(round, AskedPods.target(declared));
    assertTrue(
        html.contains("200 landing_page <small>loopback, pod IP</small> <span class=\"unexp"));
    assertFalse(html(AskedPods.pod("ns", "ksm", "v2.14.0")).contains("class=\"unexpected\""));
  }

  @Test
  void changes_are_listed() {
    PodReport before = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.13.0"));
    PodReport after = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"));
    History history = new History();
    history.accept(AskedPods.report(List.of(before)));
    Report second =
        new Report(
            List.of(after),
            AskedPods.NOW.plusSeconds(15),
            Duration.ofMillis(9),
            Duration.ofSeconds(15));
    history.accept(second);
    String html = TargetPageRenderer.of().execute(TargetPage.of(after, second, history, false));
    assertTrue(html.contains("Unchanged since <time datetime=\"2026-03-04T05:06:22Z\">"), html);
    assertTrue(html.contains("v2.13.0 <span aria-hidden=\"true\">→</span>"), html);
    assertTrue(html.contains("<strong>wrong_port, failure</strong>"), html);
    assertTrue(html.contains("/readyz on main via loopback, pod IP"), "vantages share a row");
    assertFalse(html.contains("/readyz on main via pod IP"), html);
  }

  @Test
  void the_kubelets_word_stands_beside_what_is_found_here() {
    PodReport found = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.13.0"));
    assertTrue(html(found).contains("Not known: the pod's status cannot be read."), html(found));
    KubeletView view =
        new KubeletView(
            WorkloadSource.POD_GET,
            List.of(new ContainerState("kube-state-metrics", false, 14)),
            Optional.of(new ReadyCondition(false, AskedPods.NOW.minusSeconds(3 * 3600))));
    String html = html(AskedPods.round(AskedPods.model(found.pod())), target(found.pod(), view));
    assertTrue(
        html.contains(
            "The pod is <strong>not Ready</strong> since <time"
                + " datetime=\"2026-03-04T02:06:07Z\">2026-03-04 02:06:07 UTC</time> (3 h)."),
        html);
    assertTrue(html.contains("data-label=\"Restarts\">14<"), html);
    assertTrue(html.contains(Wording.of(Agreement.KUBELET_LAGS)), html);
    assertTrue(html.contains("differs</strong>"), html);
    assertTrue(html.contains("The declared probes come from the running pod."), html);
  }

  private static Target target(KsmPod pod, KubeletView view) {
    return new Target(pod, AskedPods.target(pod).vantage(), view);
  }

  @Test
  void hostile_bodies_and_names_stay_text() {
    KsmPod declared = AskedPods.pod("ns", "ksm", "v2.14.0");
    String hostile = "<script>alert(1)</script>\u001b[31m";
    Prober answers =
        plan ->
            plan.asks().stream()
                .map(
                    ask ->
                        new Answered(
                            ask,
                            new Answer.Response(
                                200,
                                new Headers(List.of(new Headers.Line("X-<tt>", "<i>"))),
                                Body.complete(hostile),
                                List.of(),
                                Duration.ZERO)))
                .toList();
    KubeletView view =
        new KubeletView(
            WorkloadSource.POD_GET, List.of(new ContainerState("<u>container", true, 0)));
    String html = html(AskedPods.round(answers), target(declared, view));
    for (String tag : List.of("<script", "<tt>", "<i>", "<u>", "\u001b")) {
      assertFalse(html.contains(tag), tag);
    }
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;\ufffd[31m"), html);
    assertTrue(html.contains("&lt;u&gt;container"), html);
  }

  @Test
  void who_listens_is_told_where_it_is_more_than_the_two_ports() {
    KsmPod plain = AskedPods.pod("ns", "ksm", "v2.14.0");
    assertFalse(html(plain).contains("Who listens in the pod"), "two ports on all addresses");
    Container main = plain.ksm();
    Container bound =
        new Container(
            main.name(),
            main.image(),
            main.command(),
            List.of("--port=8080", "--telemetry-host=127.0.0.1"),
            main.env(),
            main.ports(),
            main.probes());
    KsmPod loopback =
        KsmPod.of(plain.workload().withPod(new Pod(false, AskedPods.IP, List.of(bound))))
            .orElseThrow();
    assertTrue(
        html(loopback)
            .contains("<dt>Port 8081 on 127.0.0.1 only</dt><dd>kube-state-metrics: telemetry</dd>"),
        html(loopback));
  }

  private static String html(KsmPod pod) {
    return html(AskedPods.found(pod));
  }

  private static String html(Round round, Target target) {
    return html(Judge.of(target, round.on(target)));
  }

  private static String html(PodReport pod) {
    Report report = AskedPods.report(List.of(pod));
    History history = new History();
    history.accept(report);
    return TargetPageRenderer.of().execute(TargetPage.of(pod, report, history, false));
  }
}
