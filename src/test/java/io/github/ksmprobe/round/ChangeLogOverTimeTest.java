package io.github.ksmprobe.round;

import static io.github.ksmprobe.history.LoggedRounds.NEW;
import static io.github.ksmprobe.history.LoggedRounds.OLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.history.Flapping;
import io.github.ksmprobe.history.LineBudget;
import io.github.ksmprobe.history.LoggedRounds;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log while the probes are not known yet, and while somebody sets the wall clock. */
@CapturesLog
class ChangeLogOverTimeTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private final LoggedRounds rounds = new LoggedRounds();

  @AfterEach
  void close() {
    rounds.close();
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
    assertEquals(List.of(), rounds.round(awaited));
    assertEquals(List.of(), rounds.round(awaited));
    List<String> lines = rounds.round(OLD);
    assertTrue(lines.getFirst().startsWith("info target found | target=ns/ksm "), lines.toString());
    assertTrue(lines.stream().noneMatch(line -> line.contains("changed")), lines.toString());
    assertEquals(List.of(), rounds.history().of("ns/ksm").orElseThrow().changes());
  }

  @Test
  void once_the_api_server_has_failed_the_endpoints_have_to_speak() {
    rounds.round(addresses(WorkloadSource.AWAITED));
    List<String> lines = rounds.round(addresses(WorkloadSource.FLAGS));
    assertTrue(lines.getFirst().contains(" source=flags severity=warning "), lines.toString());
    assertTrue(lines.getLast().startsWith("warn endpoints do not answer as they should | "));
  }

  @Test
  void probes_that_nobody_knew_were_not_known_and_not_absent() {
    rounds.round(addresses(WorkloadSource.FLAGS));
    List<String> lines = rounds.round(OLD);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith("info verdict changed | ")
                        && line.contains(" from=not known ")),
        lines.toString());
    assertTrue(
        rounds.round(addresses(WorkloadSource.FLAGS)).stream()
            .anyMatch(line -> line.contains(" to=not known ")));
  }

  @Test
  void a_wall_clock_that_is_set_back_silences_nothing_and_repeats_nothing() {
    rounds.round(OLD);
    int lines = rounds.round(NEW).size();
    rounds.setBack(Duration.ofHours(1));
    assertEquals(lines, rounds.round(OLD).size());
    // The very same time again.
    rounds.setBack(INTERVAL);
    List<String> again = rounds.round(NEW);
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
    int first = rounds.round(many).size();
    assertTrue(first > 0 && first <= allowed, "lines: " + first);
    rounds.setBack(Duration.ofHours(1));
    int all = first;
    for (int i = 0; i < 8; i++) {
      all += rounds.round(i % 2 == 0 ? List.of() : many).size();
    }
    assertTrue(all > allowed, "the hour is no part of a minute: " + all);
  }

  @Test
  void what_kept_still_for_ten_minutes_flaps_no_more_whatever_the_wall_clock_says() {
    for (int i = 0; i <= Flapping.LOGGED; i++) {
      rounds.round(i % 2 == 0 ? OLD : NEW);
    }
    assertTrue(rounds.round(OLD).toString().contains("flapping"));
    rounds.setBack(Duration.ofHours(1));
    boolean over = false;
    for (int i = 0; i < 41 && !over; i++) {
      over = rounds.round(OLD).toString().contains("flapping has stopped");
    }
    assertTrue(over);
  }
}
