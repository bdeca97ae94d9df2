package io.github.ksmprobe.history;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.RedactedExchange;
import io.github.ksmprobe.history.Change.Subject;
import io.github.ksmprobe.history.Flapping.Still;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.round.Scheduler;
import io.github.ksmprobe.wording.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The lines on one report: the sentences, and which facts stand in which. Warn is for what is wrong
 * from now on, info for the rest; nothing that a pod does is an error of the exporter.
 */
final class ChangeLines {

  private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

  /** One path is asked by two ways; more endpoints that change at once share a line. */
  private static final int LINES_OF_THEIR_OWN = 2;

  private final LineBudget budget;
  private final int targets;
  private final Instant now;

  /**
   * Lines on one report.
   *
   * @param now when its round ended, to be shown
   * @param nanos as {@link Scheduler#nanoTime()} has it
   */
  ChangeLines(LineBudget budget, int targets, Instant now, long nanos) {
    this.budget = budget;
    this.targets = targets;
    this.now = now;
    int leftOut = budget.renew(nanos);
    if (leftOut > 0) {
      log.atWarn()
          .addKeyValue(LogKeys.COUNT, leftOut)
          .log("too many changes; some were not logged");
    }
  }

  /** A target that was not there before. */
  void found(PodReport pod) {
    String verdicts =
        pod.verdicts().stream()
            .map(one -> one.type().label() + " " + one.reason().label())
            .collect(joining(", "));
    write(
        Level.INFO,
        "target found",
        LogFields.of(pod)
            .version(pod)
            .with(LogKeys.SOURCE, pod.kubelet().source().label())
            .with(LogKeys.SEVERITY, pod.worst().label())
            .with(LogKeys.VERDICTS, verdicts));
  }

  /** Verdicts on it say so too, but nobody reads those that are ok. */
  void newer(PodReport pod) {
    write(
        Level.WARN,
        "this "
            + pod.pod().component().name()
            + " is newer than any that is known; it is taken for the newest one",
        LogFields.of(pod)
            .version(pod)
            .with(LogKeys.NEWEST_KNOWN, pod.pod().component().newest().toString()));
  }

  /** What of a target's declaration could not be read, each once. */
  void unread(PodReport pod, List<String> problems) {
    problems.forEach(
        problem ->
            write(
                Level.WARN,
                "part of a pod cannot be read; the rest is judged",
                LogFields.of(pod).with(LogKeys.PROBLEM, problem)));
  }

  /** A verdict of a target that is new; nothing is known of the time before. */
  void notOk(PodReport pod, Verdict verdict, TargetHistory track) {
    Subject subject = new Subject.Probe(verdict.container(), verdict.type());
    Instant since = track.since(subject).orElse(track.firstSeen());
    if (verdict.severity() != Severity.NONE) {
      write(
          isBad(verdict) ? Level.WARN : Level.INFO,
          "probe is not ok",
          LogFields.of(pod).verdict(verdict).with(LogKeys.SINCE, since));
    }
  }

  /** What is worth knowing of a target that is new. */
  void note(PodReport pod, PodNote note) {
    write(
        Level.INFO,
        "worth knowing of a pod",
        LogFields.of(pod)
            .with(LogKeys.REASON, note.kind().label())
            .with(LogKeys.SEVERITY, Severity.INFO.label())
            .with(LogKeys.EXPLANATION, Wording.why(note))
            .with(LogKeys.FIX, Wording.fix(note)));
  }

  /** Bare addresses have no probes to speak of; their endpoints have to speak. */
  void unexpected(PodReport pod) {
    List<EndpointState> odd =
        pod.endpoints().stream().filter(state -> !state.asExpected()).toList();
    if (!odd.isEmpty()) {
      write(
          Level.WARN,
          "endpoints do not answer as they should",
          together(
              pod,
              odd.stream().map(state -> subject(state).words() + " (" + state.kind().label() + ")"),
              odd.size()));
    }
  }

  void verdict(PodReport pod, Subject.Probe probe, Change change, Optional<Instant> since) {
    Optional<Verdict> verdict =
        pod.verdicts().stream()
            .filter(one -> one.container().equals(probe.container()) && one.type() == probe.type())
            .findFirst();
    LogFields facts = LogFields.of(pod);
    verdict.ifPresentOrElse(
        facts::verdict, () -> facts.probe(probe.container(), probe.type().label()));
    write(
        verdict.filter(ChangeLines::isBad).isPresent() ? Level.WARN : Level.INFO,
        "verdict changed",
        facts.change(change, since));
  }

  void version(PodReport pod, Change change, Optional<Instant> since) {
    write(Level.INFO, "version changed", LogFields.of(pod).version(pod).change(change, since));
  }

  void ready(PodReport pod, Subject.Ready ready, Change change, Optional<Instant> since) {
    write(
        change.to().equals(TargetHistory.NOT_READY) ? Level.WARN : Level.INFO,
        "kubelet's view changed",
        LogFields.of(pod).with(LogKeys.CONTAINER, ready.container()).change(change, since));
  }

  /** Endpoints that change together share a line if they are many: a process that went down. */
  void endpoints(PodReport pod, List<Change> changes, TargetHistory before) {
    if (changes.size() <= LINES_OF_THEIR_OWN) {
      changes.forEach(change -> endpoint(pod, change, before.since(change.subject())));
      return;
    }
    write(
        changes.stream().anyMatch(change -> isBad(pod, change)) ? Level.WARN : Level.INFO,
        "endpoints changed",
        together(
            pod,
            changes.stream()
                .map(one -> one.subject().words() + " (" + one.from() + " to " + one.to() + ")"),
            changes.size()));
  }

  private void endpoint(PodReport pod, Change change, Optional<Instant> since) {
    LogFields facts = LogFields.of(pod);
    state(pod, change.subject()).ifPresent(facts::endpoint);
    write(
        isBad(pod, change) ? Level.WARN : Level.INFO,
        "endpoint changed",
        facts.change(change, since));
  }

  private LogFields together(PodReport pod, Stream<String> endpoints, int count) {
    return LogFields.of(pod)
        .with(LogKeys.COUNT, count)
        .with(LogKeys.ENDPOINTS, endpoints.collect(joining(", ")))
        .with(LogKeys.SINCE, now);
  }

  /** What changes too often for a line each time. */
  void flaps(PodReport pod, List<Change> changes) {
    if (!changes.isEmpty()) {
      write(
          Level.WARN,
          "flapping; further changes are not logged until it settles",
          LogFields.of(pod)
              .with(LogKeys.COUNT, changes.size())
              .with(
                  LogKeys.SUBJECT,
                  changes.stream().map(one -> one.subject().words()).collect(joining(", "))));
    }
  }

  /** What flapped and has been stable for long enough. */
  void still(Still still, TargetHistory.State state) {
    write(
        Level.INFO,
        "flapping has stopped",
        LogFields.of(still.target())
            .with(LogKeys.SUBJECT, still.subject().words())
            .with(LogKeys.TO, state.value())
            .with(LogKeys.SINCE, state.since()));
  }

  /** A target that is not there any more. */
  void gone(String target, TargetHistory track) {
    write(Level.INFO, "target gone", LogFields.of(target).lasted(track.firstSeen(), now));
  }

  /** Each request of a round that was not reported before, at debug only. */
  void requests(PodReport pod) {
    if (log.isDebugEnabled()) {
      pod.evidence().stream().filter(Answered::fresh).forEach(exchange -> asked(pod, exchange));
    }
  }

  private static void asked(PodReport pod, Answered exchange) {
    RedactedExchange exhibit = RedactedExchange.of(exchange);
    LogFields facts =
        LogFields.of(pod)
            .with(LogKeys.REQUEST, exhibit.request())
            .with(LogKeys.OUTCOME, exhibit.outcome());
    exhibit.took().ifPresent(took -> facts.with(LogKeys.TOOK_SECONDS, took.toMillis() / 1000.0));
    facts.log(log, Level.DEBUG, "asked");
  }

  private void write(Level level, String sentence, LogFields facts) {
    if (log.isEnabledForLevel(level) && budget.allows(targets)) {
      facts.log(log, level, sentence);
    }
  }

  private static boolean isBad(Verdict verdict) {
    return verdict.severity().compareTo(Severity.WARNING) >= 0;
  }

  private static boolean isBad(PodReport pod, Change change) {
    return state(pod, change.subject()).filter(cell -> !cell.asExpected()).isPresent();
  }

  private static Optional<EndpointState> state(PodReport pod, Subject subject) {
    return pod.endpoints().stream().filter(cell -> subject(cell).equals(subject)).findFirst();
  }

  private static Subject subject(EndpointState cell) {
    return new Subject.Endpoint(cell.listener(), cell.path(), cell.via());
  }
}
