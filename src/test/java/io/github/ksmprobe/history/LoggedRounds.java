package io.github.ksmprobe.history;

import io.github.ksmprobe.Logged;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.web.AskedPods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rounds, one every fifteen seconds, and the lines that their reports leave in the log. */
public final class LoggedRounds implements AutoCloseable {

  public static final PodReport OLD = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.13.0"));
  public static final PodReport NEW = AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"));

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final History history = new History();
  // About to overflow, as the clock that counts them may.
  private long nanos = Long.MAX_VALUE - INTERVAL.toNanos();
  private final ChangeLog changes = new ChangeLog(history, () -> nanos);
  private final Logged log = Logged.by(ChangeLog.class);
  private Instant now = AskedPods.NOW;

  /** The lines of a round that found these. */
  public List<String> round(PodReport... pods) {
    return round(List.of(pods));
  }

  /** The same. */
  public List<String> round(List<PodReport> pods) {
    now = now.plus(INTERVAL);
    nanos += INTERVAL.toNanos();
    accept(new Report(pods, now, Duration.ofMillis(5), INTERVAL));
    return log.lines();
  }

  void accept(Report report) {
    history.accept(report);
    changes.accept(report);
  }

  /** Somebody sets the wall clock back. */
  public void setBack(Duration by) {
    now = now.minus(by);
  }

  /** What the wall clock says. */
  public Instant now() {
    return now;
  }

  public History history() {
    return history;
  }

  static PodReport answering(PodReport pod, String path, AnswerClass kind, int status) {
    List<EndpointState> endpoints =
        pod.endpoints().stream()
            .map(
                cell ->
                    cell.path().equals(path) && cell.listener() == Listener.MAIN
                        ? new EndpointState(
                            cell.listener(),
                            path,
                            cell.via(),
                            kind,
                            status,
                            kind == AnswerClass.SERVED,
                            0,
                            Duration.ZERO,
                            true)
                        : cell)
            .toList();
    return new PodReport(pod.pod(), pod.version(), pod.verdicts(), endpoints, pod.outlooks());
  }

  @Override
  public void close() {
    log.close();
  }
}
