package io.github.ksmprobe.pages;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Verdicts in a sentence or two: of one target, and of all. */
final class Headline {

  private Headline() {}

  static String of(PodReport report) {
    if (report.isAwaited()) {
      return "Its probes are not known yet: the API server has not said what the pod declares.";
    }
    State state = State.of(report);
    List<Verdict> worst =
        report.verdicts().stream().filter(verdict -> State.of(verdict) == state).toList();
    return switch (state) {
      case FAILS, WRONG, ACCIDENT, OUTAGE -> causes(worst, state) + breaks(worst);
      case UNEXPECTED ->
          report.endpoints().stream().filter(endpoint -> !endpoint.asExpected()).count()
              + " of "
              + report.endpoints().size()
              + " endpoints do not answer as this version should; its probes are not known.";
      case UPGRADE -> who(worst) + verb(worst, " works", " work") + " today." + breaks(worst);
      case NOTE -> "Nothing fails. Worth knowing: " + notes(report, worst) + ".";
      case OK ->
          report.pod().workload().declaresProbes()
              ? "Every probe reaches a real handler of this version."
              : "Every endpoint answers as this version should; its probes are not known.";
    };
  }

  private static String causes(List<Verdict> worst, State state) {
    Map<Reason, List<Verdict>> byReason =
        worst.stream().collect(groupingBy(Verdict::reason, LinkedHashMap::new, toList()));
    List<String> sentences = new ArrayList<>();
    byReason.forEach((reason, verdicts) -> sentences.add(cause(reason, verdicts, state)));
    return String.join(" ", sentences);
  }

  private static String cause(Reason reason, List<Verdict> verdicts, State state) {
    String cause = ReasonWords.withTerm(reason, verdicts.getFirst().component());
    if (reason == Reason.KUBELET_DISAGREES) {
      return who(verdicts)
          + verb(verdicts, " succeeds", " succeed")
          + " here, yet "
          + cause
          + ": something stands between node and pod.";
    }
    String does =
        switch (state) {
          case FAILS -> verb(verdicts, " fails", " fail") + " because of the configuration: ";
          case WRONG -> verb(verdicts, " is", " are") + " configured wrong: ";
          case ACCIDENT -> verb(verdicts, " passes", " pass") + " only by accident: ";
          case OUTAGE, UNEXPECTED, UPGRADE, NOTE, OK ->
              verb(verdicts, " is", " are")
                  + " hit by an outage, and the configuration need not be wrong: ";
        };
    return who(verdicts) + does + cause + ".";
  }

  private static String breaks(List<Verdict> worst) {
    return first(worst)
        .map(
            version ->
                " The upgrade to "
                    + version
                    + " breaks "
                    + who(
                        "the ",
                        worst.stream()
                            .filter(one -> one.breaksFrom().equals(Optional.of(version)))
                            .toList())
                    + ".")
        .orElse("");
  }

  private static String notes(PodReport report, List<Verdict> worst) {
    String said =
        Stream.concat(
                worst.stream()
                    .map(
                        one ->
                            one.type().label()
                                + ": "
                                + ReasonWords.withTerm(one.reason(), one.component())),
                report.notes().stream()
                    .map(note -> note.kind().meaning() + " (" + note.kind().label() + ")"))
            .distinct()
            .collect(joining("; "));
    return said.isEmpty() ? "nothing more" : said;
  }

  /**
   * All targets, and what is still to come of them.
   *
   * @param component that is looked for
   */
  static String of(Report report, Component component) {
    String name = component.name();
    List<PodReport> pods = report.pods();
    int missing = report.awaited().rounds();
    if (missing == 0) {
      return pods.isEmpty()
          ? report.awaited().listing()
              ? "No " + name + " is known yet: the API server has not listed the pods."
              : "No " + name + " is watched: none was found."
          : found(pods, name);
    }
    return pods.isEmpty()
        ? "No round has ended yet on any of the " + missing + " " + name + " found."
        : found(pods, name) + " No round has ended yet on " + missing + " more.";
  }

  private static String found(List<PodReport> reports, String name) {
    if (reports.size() == 1) {
      return of(reports.getFirst());
    }
    Map<State, Long> counts =
        reports.stream().collect(groupingBy(State::of, TreeMap::new, counting()));
    List<String> parts = new ArrayList<>();
    counts.forEach((state, count) -> part(state, count).ifPresent(parts::add));
    String all = reports.size() + " " + name;
    String upgrade =
        reports.stream()
            .flatMap(report -> first(report.verdicts()).stream())
            .min(KsmVersion::compareTo)
            .map(version -> " The first upgrade that breaks a working probe is to " + version + ".")
            .orElse("");
    return parts.isEmpty()
        ? "All is well with " + all + "." + upgrade
        : "Of " + all + ", " + String.join(", ", parts) + "." + upgrade;
  }

  private static Optional<String> part(State state, long count) {
    boolean one = count == 1;
    return switch (state) {
      case FAILS -> Optional.of(count + (one ? " has" : " have") + " a probe that fails");
      case OUTAGE -> Optional.of(count + (one ? " has" : " have") + " an outage");
      case WRONG -> Optional.of(count + (one ? " has" : " have") + " a probe configured wrong");
      case ACCIDENT -> Optional.of(count + (one ? " passes" : " pass") + " only by accident");
      case UNEXPECTED -> Optional.of(count + (one ? " answers" : " answer") + " unexpectedly");
      case UPGRADE -> Optional.of(count + (one ? " breaks" : " break") + " at an upgrade");
      case NOTE, OK -> Optional.empty();
    };
  }

  private static String who(List<Verdict> verdicts) {
    return who("The ", verdicts);
  }

  private static String who(String article, List<Verdict> verdicts) {
    List<String> types =
        verdicts.stream().map(verdict -> verdict.type().label()).distinct().toList();
    return article + String.join(" and ", types) + verb(verdicts, " probe", " probes");
  }

  private static String verb(List<Verdict> verdicts, String one, String many) {
    return verdicts.size() > 1 ? many : one;
  }

  private static Optional<KsmVersion> first(List<Verdict> verdicts) {
    return verdicts.stream()
        .flatMap(verdict -> verdict.breaksFrom().stream())
        .min(KsmVersion::compareTo);
  }
}
