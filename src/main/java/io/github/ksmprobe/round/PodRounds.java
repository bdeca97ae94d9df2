package io.github.ksmprobe.round;

import io.github.ksmprobe.judgement.Judgement;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rounds on one pod. A round that waits for a slow probe holds up none that comes later, so
 * several may be under way; what an older one finds is dropped once a newer one has ended.
 */
final class PodRounds {

  /** So that a probe may take seven intervals: at the default pace some 100 s. */
  static final int MOST_UNDER_WAY = 8;

  private Optional<Target> target = Optional.empty();
  private Optional<Judgement> judged = Optional.empty();
  private Duration asking = Duration.ZERO;
  private Duration took = Duration.ZERO;
  private boolean waiting;
  private int underWay;
  private long begun;
  private long ended;
  private long shown;

  /** Takes the next round in; not where one waits for room already, or too many hang. */
  synchronized boolean enters(Target next) {
    if (waiting || underWay >= MOST_UNDER_WAY) {
      return false;
    }
    target = Optional.of(next);
    waiting = true;
    underWay++;
    return true;
  }

  /** Whether a round on it may take so long that it is only to hold up its like. */
  synchronized boolean isSlow(Duration limit) {
    return underWay > 1
        || asking.compareTo(limit) > 0
        || report().filter(PodRounds::isSilent).isPresent();
  }

  private static boolean isSilent(PodReport last) {
    return !last.endpoints().isEmpty()
        && last.endpoints().stream().allMatch(state -> state.statusCode() == 0);
  }

  /** A round that was taken in has its turn. Returns its number. */
  synchronized long begins() {
    waiting = false;
    begun++;
    return begun;
  }

  /**
   * Takes what a round found, unless one that began later has ended.
   *
   * @param judging makes of what was judged before what is judged now; asked only if that is taken,
   *     one at a time
   * @param asked how long the pod was asked
   * @param sinceDue the same and the wait for room
   */
  synchronized void finds(
      long number, UnaryOperator<Optional<Judgement>> judging, Duration asked, Duration sinceDue) {
    ended = Math.max(ended, number);
    if (number > shown) {
      judged = judging.apply(judged);
      shown = number;
      asking = asked;
      took = sinceDue;
    }
  }

  /** A round that was taken in is over, one way or another. */
  synchronized void leaves() {
    underWay--;
    if (underWay == 0) {
      waiting = false;
      ended = begun;
    }
  }

  /** Whether nothing newer is to be expected of it at the moment. */
  synchronized boolean isSettled() {
    return !waiting && begun > 0 && ended == begun;
  }

  /** Whether it was asked as it is declared now. */
  synchronized boolean wasAsked(Target now) {
    return target
        .filter(before -> before.pod().equals(now.pod()))
        .filter(before -> before.vantage().equals(now.vantage()))
        .filter(before -> before.kubelet().source() == now.kubelet().source())
        .isPresent();
  }

  synchronized boolean wasAsked() {
    return target.isPresent();
  }

  synchronized Optional<PodReport> report() {
    return judged.map(Judgement::report);
  }

  /** How long the round of that report took, its wait for room included. */
  synchronized Duration took() {
    return took;
  }
}
