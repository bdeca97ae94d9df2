package io.github.ksmprobe.web;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.round.PodReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Verdicts in one sentence: of one target, and of all. */
final class Headline {

  private Headline() {}

  /** One target. */
  static String of(PodReport report) {
    State state = State.of(report);
    List<Verdict> worst =
        report.verdicts().stream().filter(verdict -> State.of(verdict) == state).toList();
    String probes = probes(worst);
    boolean many = worst.size() > 1;
    String reasons =
        worst.stream()
            .map(verdict -> verdict.reason().label().replace('_', ' '))
            .distinct()
            .collect(Collectors.joining(", "));
    return switch (state) {
      case FAILS ->
          probes + (many ? " fail" : " fails") + " because of the configuration: " + reasons + ".";
      case OUTAGE ->
          probes
              + (many ? " are" : " is")
              + " hit by an outage; the configuration need not be wrong: "
              + reasons
              + ".";
      case WRONG -> probes + (many ? " are" : " is") + " configured wrong: " + reasons + ".";
      case ACCIDENT ->
          probes
              + (many ? " pass" : " passes")
              + " only by accident"
              + first(worst).map(version -> ", until the upgrade to " + version).orElse("")
              + " ("
              + reasons
              + ").";
      case UNEXPECTED ->
          report.endpoints().stream().filter(endpoint -> !endpoint.asExpected()).count()
              + " of "
              + report.endpoints().size()
              + " endpoints do not answer as this version should; its probes are not known.";
      case UPGRADE ->
          probes
              + (many ? " work" : " works")
              + " today and"
              + (many ? " break" : " breaks")
              + first(worst).map(version -> " at " + version).orElse(" later")
              + ".";
      case NOTE -> "Nothing fails; there is something worth knowing: " + reasons + ".";
      case OK ->
          report.pod().workload().declaresProbes()
              ? "Every probe reaches a real handler of this version."
              : "Every endpoint answers as this version should; its probes are not known.";
    };
  }

  /** All targets. */
  static String of(List<PodReport> reports) {
    if (reports.isEmpty()) {
      return "No kube-state-metrics is watched: none was found.";
    }
    Map<State, Long> counts =
        reports.stream()
            .collect(Collectors.groupingBy(State::of, TreeMap::new, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    counts.forEach((state, count) -> part(state, count).ifPresent(parts::add));
    String all = reports.size() + " kube-state-metrics";
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

  private static String probes(List<Verdict> verdicts) {
    List<String> types =
        verdicts.stream().map(verdict -> verdict.type().label()).distinct().toList();
    return "The " + String.join(" and ", types) + (verdicts.size() > 1 ? " probes" : " probe");
  }

  private static Optional<KsmVersion> first(List<Verdict> verdicts) {
    return verdicts.stream()
        .flatMap(verdict -> verdict.breaksFrom().stream())
        .min(KsmVersion::compareTo);
  }
}
