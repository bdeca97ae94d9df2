package io.github.ksmprobe.pages;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.RedactedExchange;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.jstach.jstache.JStache;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The page of one target, with the raw evidence. It does not reload unless asked to: that would
 * close what a person has just opened to read.
 *
 * @param title of the window
 * @param state of the target
 * @param headline the verdict in one sentence
 * @param round when it was found out
 * @param reload whether it reloads itself
 * @param target all about it
 * @param evidence every exchange of the round
 */
@JStache(path = "target-page")
record TargetPage(
    String title,
    State state,
    String headline,
    FrontPage.RoundView round,
    boolean reload,
    TargetView target,
    List<ExchangeView> evidence)
    implements Knowing {

  record ExchangeView(
      String purpose,
      String request,
      String requestHead,
      String outcome,
      List<String> responseHead,
      List<String> body,
      long bytes,
      boolean cut,
      List<String> took,
      boolean stale) {

    static ExchangeView of(RedactedExchange shown) {
      return new ExchangeView(
          shown.purpose(),
          shown.request(),
          shown.requestHead(),
          shown.outcome(),
          shown.responseHead().isEmpty() ? List.of() : List.of(shown.responseHead()),
          shown.body().isEmpty() ? List.of() : List.of(shown.body()),
          shown.bytes(),
          shown.bytes() > shown.body().length(),
          shown.took().stream()
              .map(took -> String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1_000_000.0))
              .toList(),
          !shown.fresh());
    }
  }

  static TargetPage of(PodReport pod, Report report, History history, boolean reload) {
    TargetView target = TargetView.of(pod, history.of(pod.key()), report.finishedAt());
    return new TargetPage(
        target.name() + ": " + target.state().word() + " - ksm-probe-exporter",
        target.state(),
        target.headline(),
        FrontPage.RoundView.of(report),
        reload,
        target,
        pod.evidence().stream()
            .sorted(Comparator.comparing(TargetPage::isOfTheMatrix))
            .map(RedactedExchange::of)
            .map(ExchangeView::of)
            .toList());
  }

  // What the kubelet asks comes first: that is what a person came to see.
  private static boolean isOfTheMatrix(Answered exchange) {
    return switch (exchange.ask().purpose()) {
      case Purpose.Configured _ -> false;
      case Purpose.Cell _, Purpose.Signature _ -> true;
    };
  }

  boolean hasEvidence() {
    return !evidence.isEmpty();
  }
}
