package io.github.ksmprobe.pages;

import io.github.ksmprobe.diagnosis.EndpointState;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** How a probe or a whole target stands, worst first; always a word and a mark, never a colour. */
enum State {
  FAILS("fails", "\u2717"),
  OUTAGE("outage", "!"),
  WRONG("wrong", "?"),
  ACCIDENT("by accident", "~"),
  UNEXPECTED("unexpected", "?"),
  UPGRADE("breaks at upgrade", "\u2191"),
  NOTE("note", "i"),
  OK("ok", "\u2713");

  private final String word;
  private final String mark;

  State(String word, String mark) {
    this.word = word;
    this.mark = mark;
  }

  String word() {
    return word;
  }

  /** A sign that stands beside the word. */
  String mark() {
    return mark;
  }

  /** For the query string and the style sheet. */
  String key() {
    return word.replace(' ', '-');
  }

  static Optional<State> ofKey(String key) {
    return Stream.of(values()).filter(state -> state.key().equals(key)).findFirst();
  }

  static State of(Verdict verdict) {
    return switch (verdict.severity()) {
      case NONE -> verdict.breaksFrom().isPresent() ? UPGRADE : OK;
      case INFO -> verdict.breaksFrom().isPresent() ? UPGRADE : NOTE;
      case WARNING -> {
        if (verdict.reason().kind() == Reason.Kind.OUTAGE) {
          yield OUTAGE;
        }
        // Where the result cannot be known from here, it must not be called a success.
        yield verdict.result().equals(Optional.of(Result.SUCCESS)) ? ACCIDENT : WRONG;
      }
      case ERROR -> FAILS;
    };
  }

  static State of(PodReport report) {
    if (report.isAwaited()) {
      return NOTE;
    }
    if (!report.pod().workload().declaresProbes()) {
      return report.endpoints().stream().allMatch(EndpointState::asExpected) ? OK : UNEXPECTED;
    }
    return Stream.concat(
            report.verdicts().stream().map(State::of), report.notes().stream().map(_ -> NOTE))
        .min(Comparator.naturalOrder())
        .orElse(NOTE);
  }
}
