package io.github.ksmprobe.wording;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.Explanation.Span;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.kubelet.Result;
import java.util.List;

/** What becomes of a probe under which releases. */
final class SpanWords {

  private SpanWords() {}

  static String of(List<Span> spans) {
    return "The version cannot be read from the image, and it decides: the probe %s."
        .formatted(spans.stream().map(SpanWords::of).collect(joining(", ")));
  }

  private static String of(Span span) {
    String outcome =
        span.result().map(result -> outcome(result, span.reason())).orElse("cannot be judged");
    return "%s %s (%s)".formatted(outcome, when(span), span.reason().label());
  }

  private static String when(Span span) {
    if (span.since().equals(Contracts.releases().getFirst())) {
      return "up to " + span.last();
    }
    return "from "
        + span.since()
        + (span.last().equals(Contracts.newest()) ? "" : " to " + span.last());
  }

  private static String outcome(Result result, Reason reason) {
    return switch (result) {
      case SUCCESS ->
          switch (reason.kind()) {
            case FINE -> "passes rightly";
            case MISMATCH -> "passes by accident";
            case NOTE, OUTAGE -> "passes";
          };
      case FAILURE -> "fails";
      case DISCARDED -> "is discarded";
    };
  }
}
