package io.github.ksmprobe.pages;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import io.jstach.jstache.JStache;
import java.util.Comparator;
import java.util.List;

/**
 * The page at "/": one target in full, or the list of many.
 *
 * @param title of the window
 * @param state of the worst target
 * @param headline the verdict in one sentence
 * @param round empty list before the first round
 * @param reload whether it reloads itself
 * @param toggle address of the same page that does the opposite
 * @param target empty list unless there is exactly one
 * @param list empty list unless there are several
 */
@JStache(path = "front")
record FrontPage(
    String title,
    State state,
    String headline,
    List<RoundView> round,
    boolean reload,
    String toggle,
    List<TargetView> target,
    List<ListView> list)
    implements Knowing {

  record RoundView(TimeView finished, long tookMillis, long intervalSeconds) {
    static RoundView of(Report report) {
      return new RoundView(
          TimeView.of(report.finishedAt(), report.finishedAt()),
          report.took().toMillis(),
          report.interval().toSeconds());
    }
  }

  static FrontPage beforeTheFirstRound(boolean reload) {
    return new FrontPage(
        "ksm-probe-exporter",
        State.NOTE,
        "The first round has not ended yet.",
        List.of(),
        reload,
        reload ? "/?reload=off" : "/",
        List.of(),
        List.of());
  }

  static FrontPage of(
      Report report, History history, Query query, boolean reload, Component component) {
    List<PodReport> pods = report.pods();
    State worst = pods.stream().map(State::of).min(Comparator.naturalOrder()).orElse(State.NOTE);
    boolean single = pods.size() == 1;
    List<TargetView> target =
        single
            ? List.of(
                TargetView.of(
                    pods.getFirst(), history.of(pods.getFirst().key()), report.finishedAt()))
            : List.of();
    return new FrontPage(
        worst.word() + " - ksm-probe-exporter",
        worst,
        Headline.of(report, component),
        List.of(RoundView.of(report)),
        reload,
        query.with("reload", reload ? "off" : "").address("/"),
        target,
        pods.size() > 1 ? List.of(ListView.of(report, history, query)) : List.of());
  }
}
