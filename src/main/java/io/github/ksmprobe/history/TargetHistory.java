package io.github.ksmprobe.history;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.history.Change.Subject;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one target over the rounds.
 *
 * @param pod as it was last declared
 * @param firstSeen the end of the first round with it; nothing is known of the time before
 * @param states what was last found of each subject, and since when
 * @param changes newest first, {@value #LIMIT} at most
 */
public record TargetHistory(
    KsmPod pod, Instant firstSeen, Map<Subject, State> states, List<Change> changes) {

  public static final int LIMIT = 50;

  static final String READY = "ready";
  static final String NOT_READY = "not ready";

  private static final String NONE = "not configured";

  /** Of bare addresses: there may be a probe or not. */
  private static final String UNKNOWN = "not known";

  /**
   * What was found.
   *
   * @param value in words
   * @param since the end of the round that first found it so
   */
  public record State(String value, Instant since) {}

  public TargetHistory {
    states = Map.copyOf(states);
    changes = List.copyOf(changes);
  }

  static TargetHistory begin(PodReport report, Instant at) {
    Map<Subject, State> states = new LinkedHashMap<>();
    values(report).forEach((subject, value) -> states.put(subject, new State(value, at)));
    return new TargetHistory(report.pod(), at, states, List.of());
  }

  /** With one more round. */
  TargetHistory then(PodReport report, Instant at) {
    Map<Subject, String> values = values(report);
    List<Change> found = new ArrayList<>();
    Map<Subject, State> next = new LinkedHashMap<>();
    values.forEach((subject, value) -> next.put(subject, state(subject, value, at, found)));
    states.forEach(
        (subject, state) -> {
          if (!values.containsKey(subject)) {
            missing(subject, state, report, at, next, found);
          }
        });
    found.addAll(changes);
    return new TargetHistory(
        report.pod(), firstSeen, next, found.subList(0, Math.min(LIMIT, found.size())));
  }

  private State state(Subject subject, String value, Instant at, List<Change> found) {
    State before = states.get(subject);
    if (before != null && before.value().equals(value)) {
      return before;
    }
    if (before != null || subject instanceof Subject.Probe) {
      found.add(new Change(at, subject, before == null ? without(pod) : before.value(), value));
    }
    return new State(value, at);
  }

  private static String without(KsmPod pod) {
    return pod.workload().declaresProbes() ? NONE : UNKNOWN;
  }

  // What this round could not observe keeps what was last found, unless the pod is declared
  // otherwise now.
  private void missing(
      Subject subject,
      State state,
      PodReport report,
      Instant at,
      Map<Subject, State> next,
      List<Change> found) {
    switch (subject) {
      case Subject.Probe _ ->
          found.add(new Change(at, subject, state.value(), without(report.pod())));
      case Subject.Endpoint _, Subject.Version _, Subject.Ready _ -> {
        if (report.pod().equals(pod)) {
          next.put(subject, state);
        }
      }
    }
  }

  /** Since when that subject is as it is; empty if it was never seen. */
  public Optional<Instant> since(Subject subject) {
    return Optional.ofNullable(states.get(subject)).map(State::since);
  }

  /** Since when all its verdicts are as they are. */
  public Instant verdictsSince() {
    return states.entrySet().stream()
        .filter(entry -> entry.getKey() instanceof Subject.Probe)
        .map(entry -> entry.getValue().since())
        .max(Instant::compareTo)
        .orElse(firstSeen);
  }

  /** When anything last changed; empty if nothing ever did. */
  public Optional<Instant> lastChange() {
    return changes.stream().findFirst().map(Change::at);
  }

  private static Map<Subject, String> values(PodReport report) {
    Map<Subject, String> values = new LinkedHashMap<>();
    String version = report.version().match().version().map(KsmVersion::toString).orElse("unknown");
    values.put(new Subject.Version(report.pod().component().name()), version);
    for (Verdict verdict : report.verdicts()) {
      values.put(
          new Subject.Probe(verdict.container(), verdict.type()),
          verdict.reason().label()
              + verdict.result().map(Result::label).map(word -> ", " + word).orElse(""));
    }
    for (ContainerState state : report.kubelet().containers()) {
      values.put(new Subject.Ready(state.container()), state.ready() ? READY : NOT_READY);
    }
    for (EndpointState cell : report.endpoints()) {
      values.put(
          new Subject.Endpoint(cell.listener(), cell.path(), cell.via()),
          (cell.statusCode() == 0 ? "" : cell.statusCode() + " ") + cell.kind().label());
    }
    return values;
  }
}
