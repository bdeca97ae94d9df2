package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.Logged;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.history.ChangeLog;
import io.github.ksmprobe.history.Flapping;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.history.LineBudget;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log while the probes are not known yet, and while somebody sets the wall clock. */
class ChangeLogOverTimeTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final PodReport OLD = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.13.0"));
  private static final PodReport NEW = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"));

  private final History history = new History();
  private long nanos = Long.MAX_VALUE - INTERVAL.toNanos();
  private final ChangeLog changes = new ChangeLog(history, () -> nanos);
  private final Logged log = Logged.by(ChangeLog.class);
  private Instant wall = AskedPods.NOW;

  @AfterEach
  void close() {
    log.close();
  }

  private List<String> round(PodReport... pods) {
    return round(List.of(pods));
  }

  private List<String> round(List<PodReport> pods) {
    wall = wall.plus(INTERVAL);
    nanos += INTERVAL.toNanos();
    Report report = new Report(pods, wall, Duration.ofMillis(5), INTERVAL);
    history.accept(report);
    changes.accept(report);
    return log.lines();
  }

  /** The same pod, known by its addresses; its endpoints do not answer as they should. */
  private static PodReport addresses(WorkloadSource source) {
    Target target = AskedPods.target(AskedPods.pod("ns", "ksm", "v2.13.0"));
    PodReport silent = Judge.of(target, AskedPods.round(ReadinessPods.SILENT).on(target));
    Workload declared = silent.pod().workload();
    KsmPod pod =
        KsmPod.of(new Workload("flags", Workload.ADDRESSES, "ns", "ksm", Map.of(), declared.pod()))
            .orElseThrow();
    return AskedPods.told(
        new PodReport(pod, silent.version(), List.of(), silent.endpoints(), List.of()),
        new KubeletView(source, List.of()),
        List.of());
  }

  @Test
  void nothing_is_said_of_a_pod_while_the_api_server_still_is_to_say_what_it_declares() {
    PodReport awaited = addresses(WorkloadSource.AWAITED);
    assertEquals(Severity.NONE, awaited.worst());
    assertEquals(List.of(), round(awaited));
    assertEquals(List.of(), round(awaited));
    List<String> lines = round(OLD);
    assertTrue(lines.getFirst().startsWith("info target found | target=ns/ksm "), lines.toString());
    assertTrue(lines.stream().noneMatch(line -> line.contains("changed")), lines.toString());
    assertEquals(List.of(), history.of("ns/ksm").orElseThrow().changes());
  }

  @Test
  void once_the_api_server_has_failed_the_endpoints_have_to_speak() {
    round(addresses(WorkloadSource.AWAITED));
    List<String> lines = round(addresses(WorkloadSource.FLAGS));
    assertTrue(lines.getFirst().contains(" source=flags severity=warning "), lines.toString());
    assertTrue(lines.getLast().startsWith("warn endpoints do not answer as they should | "));
  }

  @Test
  void probes_that_nobody_knew_were_not_known_and_not_absent() {
    round(addresses(WorkloadSource.FLAGS));
    List<String> lines = round(OLD);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith("info verdict changed | ")
                        && line.contains(" from=not known ")),
        lines.toString());
    assertTrue(
        round(addresses(WorkloadSource.FLAGS)).stream()
            .anyMatch(line -> line.contains(" to=not known ")));
  }

  @Test
  void a_wall_clock_that_is_set_back_silences_nothing_and_repeats_nothing() {
    round(OLD);
    int lines = round(NEW).size();
    wall = wall.minusSeconds(3600);
    assertEquals(lines, round(OLD).size());
    // The very same time again.
    wall = wall.minus(INTERVAL);
    List<String> again = round(NEW);
    assertEquals(lines, again.size(), again.toString());
    assertTrue(again.stream().noneMatch(line -> line.contains("lasted_seconds=-")));
  }

  @Test
  void a_wall_clock_that_is_set_back_does_not_stretch_the_minute_of_the_lines() {
    List<PodReport> many =
        IntStream.range(0, 600)
            .mapToObj(i -> AskedPods.found(AskedPods.pod("ns", "ksm-" + i, "v2.14.0")))
            .toList();
    int allowed = LineBudget.ANYWAY + LineBudget.A_TARGET * 600;
    int first = round(many).size();
    assertTrue(first > 0 && first <= allowed, "lines: " + first);
    wall = wall.minusSeconds(3600);
    int all = first;
    for (int i = 0; i < 8; i++) {
      all += round(i % 2 == 0 ? List.of() : many).size();
    }
    assertTrue(all > allowed, "the hour is no part of a minute: " + all);
  }

  @Test
  void what_kept_still_for_ten_minutes_flaps_no_more_whatever_the_wall_clock_says() {
    for (int i = 0; i <= Flapping.TOLD; i++) {
      round(i % 2 == 0 ? OLD : NEW);
    }
    assertTrue(round(OLD).toString().contains("flapping"));
    wall = wall.minusSeconds(3600);
    boolean over = false;
    for (int i = 0; i < 41 && !over; i++) {
      over = round(OLD).toString().contains("flapping is over");
    }
    assertTrue(over);
  }
}
