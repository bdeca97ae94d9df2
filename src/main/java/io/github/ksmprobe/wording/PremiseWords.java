package io.github.ksmprobe.wording;

import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.workload.Assumption;

/** What is taken for granted. */
final class PremiseWords {

  private PremiseWords() {}

  static String of(Premise premise, Component c) {
    return switch (premise) {
      case Premise.Hidden(var assumption) -> of(assumption, c);
      case Premise.NewerVersion(var version) ->
          "Assumed: %s serves what %s does, the newest version that is known here."
              .formatted(version, c.newest());
      case Premise.NotMeasured(var since, var how) ->
          "Assumed: from %s on %s serves this, %s; no such build was asked."
              .formatted(since, c.name(), how);
      case Premise.AnswersAs(var since) ->
          "Assumed: the version is one that answers as %s does; it names itself nowhere."
              .formatted(since);
      case Premise.EveryRelease() ->
          "The version cannot be read from the image; this holds for every release from %s to %s."
              .formatted(c.oldest(), c.newest());
      case Premise.ReleasedImage() ->
          "Assumed: the image is a copy of the one that the project releases.";
      case Premise.UnknownFields(var fields) ->
          "Left out of account, as it is not known here: %s.".formatted(String.join(", ", fields));
      case Premise.OneOfSeveralCharts(var umbrella, var brings, var judged) ->
          "%s brings the newest patch of chart %s of the day it was packaged, and patches differ: this verdict is for %s."
              .formatted(umbrella, brings, judged);
      case Premise.UnknownValue(var chart, var key) ->
          "Chart %s has no value %s; Helm ignores it silently.".formatted(chart, key);
      case Premise.NewerChart newer -> of(newer);
    };
  }

  private static String of(Premise.NewerChart newer) {
    ChartRelease release = newer.release();
    String renders =
        release.name().equals(ChartRelease.KSM_CHART)
            ? "chart " + release.version() + " renders"
            : release + " brings a chart that renders";
    String image =
        newer.sameImage() ? ", with the same kube-state-metrics " + newer.assumed().image() : "";
    return "Assumed: %s what %s does, the newest kube-state-metrics chart that is known here%s."
        .formatted(renders, newer.assumed(), image);
  }

  private static String of(Assumption assumption, Component c) {
    String sentence =
        switch (assumption.kind()) {
          case CONFIG_FILE ->
              "Assumed: the file of --"
                  + c.flags().overriding().orElseThrow()
                  + "=%s changes neither ports, hosts nor TLS (it would override the flags).";
          case TLS_CONFIG_FILE ->
              "Assumed: the file of %s turns on TLS and requires neither passwords nor client certificates.";
          case MOVED_PATHS -> "Not followed: %s, which may move paths.";
          case HIDDEN_HOST -> "Assumed: %s means all addresses.";
          case HIDDEN_PORT, HIDDEN_PROXY_FLAG -> "Not shown: %s.";
          case SHELL_COMMAND ->
              "Assumed: the script that %s runs sets no flags; they cannot be read from it.";
          case STARTER ->
              "Assumed: %s starts "
                  + c.name()
                  + " with the flags among its arguments and no others; what else it is told is not read.";
          case ENTRYPOINT ->
              "Assumed: the image's entrypoint, given %s, starts "
                  + c.name()
                  + " with the flags that are shown, and with no others.";
        };
    return sentence.formatted(assumption.subject());
  }
}
