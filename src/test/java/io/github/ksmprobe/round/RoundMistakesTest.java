package io.github.ksmprobe.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.Logged;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.InternalErrors.Place;
import io.github.ksmprobe.round.Report.Awaited;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rounds lose by a mistake of this program: the one thing that it struck. */
@Timeout(60)
@CapturesLog
class RoundMistakesTest {

  private static final Duration INTERVAL = RunningRounds.INTERVAL;
  private static final Target POD = ReadinessPods.target("ksm");

  private static RunningRounds onOne() {
    return new RunningRounds(Spread.together(), POD);
  }

  @Test
  void targets_that_throw_cost_one_turn() {
    try (RunningRounds running = onOne().start();
        Logged log = Logged.by(InternalErrors.class)) {
      running.targets =
          () -> {
            throw new IllegalStateException("no targets");
          };
      running.pass(INTERVAL);
      assertEquals(1, running.caught(Place.ROUNDS));
      assertEquals(
          List.of(
              "error a bug in the exporter was caught; please report it | place=rounds count=1"),
          log.lines());
      running.targets = () -> List.of(POD);
      running.pass(INTERVAL);
      assertEquals(2, running.reports.size());
    }
  }

  @Test
  void a_mistake_while_better_known_pods_are_asked_or_while_publishing_ends_nothing() {
    try (RunningRounds running = onOne().start();
        Logged _ = Logged.by(InternalErrors.class)) {
      running.targets =
          () -> {
            throw new IllegalStateException("no targets");
          };
      running.better.run();
      running.pass(Duration.ZERO);
      assertEquals(1, running.caught(Place.ROUNDS));
      running.targets = () -> List.of(POD);
      running.listed =
          () -> {
            throw new StackOverflowError("too many to count");
          };
      running.pass(INTERVAL);
      assertEquals(2, running.caught(Place.ROUNDS));
      running.listed = () -> true;
      running.pass(INTERVAL);
      assertEquals(2, running.reports.size());
    }
  }

  @Test
  void a_round_that_throws_costs_nothing_but_itself() {
    Target other = ReadinessPods.target("other", "10.0.0.2");
    try (RunningRounds running = new RunningRounds(Spread.together(), POD, other);
        Logged log = Logged.by(InternalErrors.class)) {
      running.prober =
          plan -> {
            if (running.asked.getLast().equals("10.0.0.1")) {
              throw new StackOverflowError("a pod that is too much");
            }
            return ReadinessPods.ALL_WELL.answers(plan);
          };
      running.start();
      assertEquals(Set.of("monitoring/other"), running.published());
      assertEquals(new Awaited(false, 1), running.last().awaited());
      running.prober = ReadinessPods.ALL_WELL;
      running.pass(INTERVAL);
      assertEquals(Set.of("monitoring/ksm", "monitoring/other"), running.published());
      assertEquals(Awaited.NOTHING, running.last().awaited());
      assertEquals(1, running.caught(Place.ROUND));
      assertEquals(
          List.of(
              "error a bug in the exporter was caught; please report it"
                  + " | target=monitoring/ksm place=round count=1"),
          log.lines());
    }
  }

  @Test
  void a_reader_that_throws_keeps_the_report_from_no_other_and_ends_nothing() {
    ReportSink broken =
        _ -> {
          throw new IllegalStateException("broken");
        };
    try (RunningRounds running = new RunningRounds(Spread.together(), List.of(broken), POD);
        Logged log = Logged.by(InternalErrors.class)) {
      running.start();
      running.pass(INTERVAL.multipliedBy(4));
      assertEquals(5, running.reports.size());
      assertEquals(5, running.caught(Place.REPORT));
      assertEquals(
          List.of(
              "error a bug in the exporter was caught; please report it | place=report count=1",
              "error a bug in the exporter was caught; please report it | place=report count=4"),
          log.lines(),
          "one line a minute");
    }
  }
}
