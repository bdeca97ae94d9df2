package io.github.ksmprobe.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.history.Change.Subject;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Subject READINESS =
      new Subject.Probe("kube-state-metrics", ProbeType.READINESS);

  private static final PodReport OLD = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.13.0"));
  private static final PodReport NEW = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"));

  private final History history = new History();
  private Instant now = AskedPods.NOW;

  private void round(PodReport... pods) {
    now = now.plusSeconds(15);
    history.accept(new Report(List.of(pods), now, Duration.ofMillis(5), Duration.ofSeconds(15)));
  }

  private TargetHistory track() {
    return history.of("ns/ksm").orElseThrow();
  }

  @Test
  void the_first_round_is_no_change() {
    round(OLD);
    assertEquals(List.of(), track().changes());
    assertEquals(Optional.empty(), track().lastChange());
    assertEquals(now, track().firstSeen());
    assertEquals(now, track().verdictsSince());
  }

  @Test
  void what_stays_the_same_is_no_change() {
    round(OLD);
    Instant first = now;
    round(OLD);
    round(OLD);
    assertEquals(List.of(), track().changes());
    assertEquals(first, track().verdictsSince());
  }

  @Test
  void a_change_names_what_it_was_and_what_it_is() {
    round(OLD);
    Instant before = now;
    round(NEW);
    List<Change> changes = track().changes();
    assertTrue(
        changes.contains(
            new Change(now, new Subject.Version("kube-state-metrics"), "v2.13.0", "v2.14.0")),
        changes.toString());
    assertTrue(
        changes.contains(new Change(now, READINESS, "catch_all, success", "wrong_port, failure")),
        changes.toString());
    assertEquals(Optional.of(now), track().lastChange());
    assertEquals(now, track().verdictsSince());
    assertEquals(Optional.of(now), track().since(READINESS));
    Subject liveness = new Subject.Probe("kube-state-metrics", ProbeType.LIVENESS);
    assertEquals(Optional.of(before), track().since(liveness));
  }

  @Test
  void the_kubelets_word_is_a_change_once_it_turns() {
    Subject ready = new Subject.Ready("kube-state-metrics");
    round(held(true));
    Instant first = now;
    assertEquals(List.of(), track().changes());
    assertEquals(Optional.of(first), track().since(ready));
    round(held(false));
    assertEquals(List.of(new Change(now, ready, "ready", "not ready")), track().changes());
    assertEquals(Optional.of(now), track().since(ready));
    assertEquals(first, track().verdictsSince(), "a verdict did not change");
    Instant turned = now;
    round(OLD);
    assertEquals(Optional.of(turned), track().since(ready), "a status that cannot be read");
    round(held(false));
    assertEquals(1, track().changes().size());
  }

  private static PodReport held(boolean ready) {
    KubeletView view =
        new KubeletView(
            WorkloadSource.POD_GET, List.of(new ContainerState("kube-state-metrics", ready, 0)));
    return AskedPods.told(OLD, view, OLD.verdicts());
  }

  @Test
  void fifty_changes_are_kept_the_newest_first() {
    for (int i = 0; i < 100; i++) {
      round(OLD);
      round(NEW);
    }
    assertEquals(TargetHistory.LIMIT, track().changes().size());
    assertEquals(now, track().changes().getFirst().at());
    List<Instant> times = track().changes().stream().map(Change::at).toList();
    assertEquals(times.stream().sorted(java.util.Comparator.reverseOrder()).toList(), times);
  }

  @Test
  void an_endpoint_that_was_not_observed_keeps_what_was_found() {
    round(OLD);
    TargetHistory before = track();
    round(new PodReport(OLD.pod(), OLD.version(), OLD.verdicts(), List.of(), OLD.outlooks()));
    assertEquals(before.states(), track().states());
    round(OLD);
    assertEquals(List.of(), track().changes());
  }

  @Test
  void a_probe_that_goes_and_comes_is_a_change() {
    round(OLD);
    round(new PodReport(OLD.pod(), OLD.version(), List.of(), OLD.endpoints(), OLD.outlooks()));
    assertTrue(
        track()
            .changes()
            .contains(new Change(now, READINESS, "catch_all, success", "not configured")));
    round(OLD);
    assertTrue(
        track()
            .changes()
            .contains(new Change(now, READINESS, "not configured", "catch_all, success")));
  }

  @Test
  void history_goes_with_its_target() {
    round(OLD);
    round(NEW);
    round();
    assertEquals(Optional.empty(), history.of("ns/ksm"));
    round(OLD);
    assertEquals(List.of(), track().changes());
  }
}
