package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.round.History;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetPageTest {

  @Test
  void evidence_shows_request_answer_and_timing() {
    String html = html(Pods.pod("ns", "ksm", "v2.14.0"));
    assertTrue(
        html.contains("readiness probe of kube-state-metrics, as the kubelet sends it"), html);
    assertTrue(html.contains("GET /readyz HTTP/1.1"), html);
    assertTrue(html.contains("User-Agent: kube-probe/"), html);
    assertTrue(html.contains("404 page not found"), html);
    assertTrue(html.contains("<small>0.0 ms</small>"), html);
  }

  @Test
  void configured_header_values_are_not_shown() {
    List<Header> secret = List.of(new Header("Authorization", "Bearer s3cret"));
    String html = html(Pods.pod("ns", "ksm", "v2.14.0", "/livez", "/readyz", secret));
    assertTrue(html.contains("Authorization: (not shown)"), html);
    assertFalse(html.contains("s3cret"), html);
  }

  @Test
  void what_this_version_should_not_answer_is_marked() {
    KsmPod declared = Pods.pod("ns", "ksm", "v2.14.0");
    // The landing page names v2.14.0, yet the port answers everything: a build that is not what
    // it says.
    PodReport odd =
        Pods.round(
                plan ->
                    Pods.model(declared).answers(plan).stream()
                        .map(
                            one ->
                                one.ask().request().path().equals("/livez")
                                    ? Pods.model(Pods.pod("ns", "ksm", "v2.12.0"))
                                        .answers(
                                            new io.github.ksmprobe.evidence.Plan(
                                                List.of(one.ask()), Duration.ofSeconds(1)))
                                        .getFirst()
                                    : one)
                        .toList())
            .on(Pods.target(declared));
    String html = html(odd);
    assertTrue(
        html.contains("200 landing_page <small>loopback, pod IP</small> <span class=\"unexp"));
    assertFalse(html(Pods.pod("ns", "ksm", "v2.14.0")).contains("class=\"unexpected\""));
  }

  @Test
  void changes_are_listed() {
    PodReport before = Pods.found(Pods.pod("ns", "ksm", "v2.13.0"));
    PodReport after = Pods.found(Pods.pod("ns", "ksm", "v2.14.0"));
    History history = new History();
    history.accept(Pods.report(List.of(before)));
    Report second =
        new Report(
            List.of(after), Pods.NOW.plusSeconds(15), Duration.ofMillis(9), Duration.ofSeconds(15));
    history.accept(second);
    String html = TargetPageRenderer.of().execute(TargetPage.of(after, second, history, false));
    assertTrue(html.contains("Unchanged since <time datetime=\"2026-03-04T05:06:22Z\">"), html);
    assertTrue(html.contains("<td>v2.13.0</td><td>v2.14.0</td>"), html);
    assertTrue(html.contains("<td>catch_all, success</td><td>wrong_port, failure</td>"), html);
  }

  private static String html(KsmPod pod) {
    return html(Pods.found(pod));
  }

  private static String html(PodReport pod) {
    Report report = Pods.report(List.of(pod));
    History history = new History();
    history.accept(report);
    return TargetPageRenderer.of().execute(TargetPage.of(pod, report, history, false));
  }
}
