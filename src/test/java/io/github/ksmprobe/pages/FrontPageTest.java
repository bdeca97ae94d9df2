package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.Report.Awaited;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FrontPageTest {

  private static final PodReport FAILS = AskedPods.found(AskedPods.pod("b", "fails", "v2.14.0"));
  private static final PodReport ACCIDENT =
      AskedPods.found(AskedPods.pod("a", "accident", "v2.13.0"));
  private static final PodReport FINE =
      AskedPods.found(AskedPods.pod("a", "fine", "v2.14.0", "/livez", "/healthz", List.of()));

  @Test
  void before_the_first_round_it_says_so() {
    String html = FrontPageRenderer.of().execute(FrontPage.beforeTheFirstRound(true));
    assertTrue(html.contains("The first round has not ended yet."), html);
  }

  @Test
  void the_foot_says_how_old_the_knowledge_is() {
    String html = FrontPageRenderer.of().execute(FrontPage.beforeTheFirstRound(true));
    String day = Contracts.knownUntil().toString();
    assertTrue(
        html.contains(
            "<p>Knows kube-state-metrics up to "
                + Contracts.newest()
                + ", as of <time datetime=\""
                + day
                + "\">"
                + day
                + "</time>.</p>"),
        html);
  }

  @Test
  void without_targets_it_says_so() {
    assertTrue(html(List.of(), "").contains("No kube-state-metrics is watched: none was found."));
  }

  @Test
  void what_is_still_to_come_is_not_called_absent() {
    List<PodReport> none = List.of();
    assertEquals(
        "No kube-state-metrics is known yet: the API server has not listed the pods.",
        Headline.of(awaiting(none, new Awaited(true, 0)), Contracts.KUBE_STATE_METRICS));
    assertEquals(
        "No round has ended yet on any of the 3 kube-state-metrics found.",
        Headline.of(awaiting(none, new Awaited(false, 3)), Contracts.KUBE_STATE_METRICS));
    PodReport one = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"));
    assertEquals(
        Headline.of(one) + " No round has ended yet on 2 more.",
        Headline.of(awaiting(List.of(one), new Awaited(false, 2)), Contracts.KUBE_STATE_METRICS));
  }

  private static Report awaiting(List<PodReport> pods, Awaited awaited) {
    return new Report(pods, AskedPods.NOW, Duration.ZERO, Duration.ofSeconds(15), awaited);
  }

  @Test
  void a_single_target_is_shown_in_full() {
    String html = html(List.of(ACCIDENT), "");
    assertTrue(
        html.contains(
            "The readiness probe passes only by accident: this port answers every path (catch_all)."
                + " The upgrade to v2.14.0 breaks the readiness probe."),
        html);
    assertTrue(html.contains("kube-state-metrics v2.13.0, known by its landing page"), html);
    assertTrue(html.contains("What each path answers"), html);
    assertTrue(html.contains("<b>v2.14.0</b>"), html);
    assertTrue(html.contains("GET http://10.0.0.7:8080/readyz"), html);
    for (Verdict verdict : ACCIDENT.verdicts()) {
      assertTrue(html.contains(Wording.why(verdict)), Wording.why(verdict));
      assertTrue(html.contains(Wording.fix(verdict)), Wording.fix(verdict));
    }
    assertFalse(html.contains("<form"), html);
  }

  @Test
  void two_probes_of_one_kind_are_explained_once() {
    PodReport old = AskedPods.found(AskedPods.pod("a", "old", "v2.12.0"));
    for (String html : List.of(html(List.of(old), ""), html(List.of(old, FINE), ""))) {
      assertEquals(1, count("each port answers every path with its landing page", html), html);
      assertEquals(1, count("Use an image from v2.13.0 on", html), html);
      assertTrue(html.contains("As for the liveness probe, with /readyz."), html);
      assertTrue(html.contains("As for the liveness probe.<"), html);
      assertTrue(
          html.contains(
              "The liveness and readiness probes pass only by accident: this port answers every"
                  + " path (catch_all). The upgrade to v2.14.0 breaks the readiness probe."),
          html);
    }
  }

  @Test
  void a_list_tells_who_is_not_ready_and_how_often_it_was_restarted() {
    assertFalse(html(List.of(FAILS, FINE), "").contains("Restarts"), "nothing is known");
    String html = html(List.of(held(false, 14), FINE), "");
    assertTrue(
        html.contains(
            "The kubelet has considered it <strong>not Ready</strong> since <time"
                + " datetime=\"2026-03-04T05:05:07Z\">2026-03-04 05:05:07 UTC</time>."
                + " Container restarts: 14</p>"),
        html);
    String ready = html(List.of(held(true, 0), FINE), "");
    assertFalse(ready.contains("The kubelet holds"), ready);
  }

  private static PodReport held(boolean ready, int restarts) {
    KsmPod pod = FAILS.pod();
    KubeletView view =
        new KubeletView(
            WorkloadSource.POD_WATCH,
            List.of(new ContainerState("kube-state-metrics", ready, restarts)),
            Optional.of(new ReadyCondition(ready, AskedPods.NOW.minusSeconds(60))));
    Target target = new Target(pod, AskedPods.target(pod).vantage(), view);
    return Judge.of(target, AskedPods.round(AskedPods.model(pod)).on(target));
  }

  @Test
  void what_differs_is_said_in_full() {
    String html = html(List.of(FAILS, FINE), "");
    assertFalse(html.contains("As for the"), html);
  }

  @Test
  void several_targets_are_a_list_with_the_worst_first() {
    String html = html(List.of(FINE, ACCIDENT, FAILS), "");
    assertTrue(
        html.contains(
            "Of 3 kube-state-metrics, 1 has a probe that fails, 1 passes only by accident."
                + " The first upgrade that breaks a working probe is to v2.14.0."),
        html);
    assertEquals(List.of("b/fails", "a/accident", "a/fine"), names(html));
  }

  @Test
  void a_list_is_filtered_by_text_and_state() {
    List<PodReport> all = List.of(FINE, ACCIDENT, FAILS);
    assertEquals(List.of("a/accident"), names(html(all, "q=ACC")));
    assertEquals(List.of("a/accident"), names(html(all, "q=v2.13")));
    assertEquals(List.of("b/fails"), names(html(all, "q=wrong_port&state=fails")));
    assertEquals(List.of("a/fine"), names(html(all, "state=ok")));
    assertEquals(List.of("b/fails", "a/accident", "a/fine"), names(html(all, "state=nonsense")));
    String none = html(all, "q=no-such-thing");
    assertTrue(none.contains("No target matches; there are 3."), none);
    assertTrue(none.contains("<form"), "who filtered everything away must be able to go back");
  }

  @Test
  void a_thousand_targets_come_fifty_at_a_time() {
    List<PodReport> all = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      all.add(named("ksm-%03d".formatted(i)));
    }
    all.add(FAILS);
    String first = html(all, "");
    assertEquals(50, names(first).size());
    assertEquals("b/fails", names(first).getFirst());
    assertTrue(first.contains("Targets 1 to 50 of 1000, worst first"), "count");
    assertTrue(first.contains("href=\"/?page=2\""), "next page");
    assertTrue(
        first.contains(
            "<a href=\"/?q=catch_all\">999 × <code>catch_all</code></a> this port answers every path"),
        first.substring(0, 3000));
    assertTrue(
        first.indexOf("999 × <code>catch_all") < first.indexOf("1 × <code>wrong_port"), "order");
    assertFalse(first.contains("After an upgrade"), "of many each says what to change and no more");
    assertTrue(first.contains("<strong>Change:</strong> Probe /readyz on telemetry"), "the fix");
    assertTrue(first.length() < 400_000, "a page is " + first.length() + " characters");
    String last = html(all, "q=ksm&state=by-accident&reload=off&page=20");
    assertTrue(last.contains("951 to 999 of 999"), "count");
    assertTrue(
        last.contains("href=\"/?q=ksm&amp;state=by-accident&amp;reload=off&amp;page=19\""), last);
    assertTrue(html(all, "page=99999").contains("951 to 1000 of 1000"), "beyond the last page");
    assertTrue(html(all, "page=-1").contains("1 to 50 of 1000"), "before the first page");
  }

  @Test
  void hostile_names_stay_text() {
    String hostile = "<script>alert(1)</script>\"'&";
    List<PodReport> all =
        List.of(
            AskedPods.found(AskedPods.pod(hostile, hostile, "v2.13.0\"><img src=x>")),
            AskedPods.found(AskedPods.pod("x", "y", "v2.13.0", "/<b>", "/\"onload=", List.of())));
    String html = html(all, "q=%22%3E%3Cscript%3E") + html(all, "") + html(all.subList(0, 1), "");
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("<img"), html);
    assertFalse(html.contains("<b>,"), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"), html);
    assertTrue(html.contains("/targets/%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%27%26/"), html);
    // Nothing but the words of the templates may open an attribute.
    assertFalse(Pattern.compile("value=\"\"><").matcher(html).find(), html);
  }

  private static long count(String text, String html) {
    return Pattern.compile(text, Pattern.LITERAL).matcher(html).results().count();
  }

  private static PodReport named(String name) {
    return new PodReport(
        AskedPods.pod("many", name, "v2.13.0"),
        ACCIDENT.version(),
        ACCIDENT.verdicts(),
        ACCIDENT.endpoints(),
        ACCIDENT.outlooks());
  }

  private static String html(List<PodReport> pods, String query) {
    Report report = AskedPods.report(pods);
    History history = new History();
    history.accept(report);
    FrontPage page =
        FrontPage.of(report, history, Query.parse(query), true, Contracts.KUBE_STATE_METRICS);
    // The library escapes more than it must.
    return FrontPageRenderer.of().execute(page).replace("&#x3D;", "=");
  }

  private static List<String> names(String html) {
    return Pattern.compile("<h2><a href=\"/targets/[^\"]*\">([^<]*)</a>")
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
