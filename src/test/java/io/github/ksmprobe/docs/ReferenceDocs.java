package io.github.ksmprobe.docs;

import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.charts.Umbrellas;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.AnswerClass;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The reference pages, written from the code that they describe. */
final class ReferenceDocs {

  static final String GENERATED =
      "<!-- Generated from the code by ReferenceDocsTest (make docs); edits here are lost. -->\n\n";

  private ReferenceDocs() {}

  static String verdicts() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append("# Reasons\n\n");
    page.append(
        """
        Every configured probe gets one reason. A *mismatch* needs a person to change something; an
        *outage* does not mean that the configuration is wrong; a *note* is worth knowing. A
        mismatch that fails, or that the kubelet discards, is an `error`; one that passes
        anyway is a `warning`, and so is an outage; but one that the manifest itself brings about,
        where two want to listen on one port, is an `error`.

        """);
    page.append("| reason | kind | meaning |\n|---|---|---|\n");
    for (Reason reason : Reason.values()) {
      page.append(
          "| [`%s`](#%s) | %s | %s |\n"
              .formatted(reason.label(), reason.label(), kind(reason), reason.meaning()));
    }
    page.append("\n## An example of each, and what to change\n");
    for (Reason reason : Reason.values()) {
      page.append("\n").append(example(reason, ReasonExamples.of(reason)));
    }
    page.append("\n## Notes on a pod\n\n");
    page.append(
        """
        What is worth knowing of a pod as a whole, whatever becomes of its probes: a `note` beside
        them (`notes` in JSON), which changes no exit code and stands in no metric.
        """);
    for (PodNote.Kind kind : PodNote.Kind.values()) {
      PodNote note = ReasonExamples.of(kind);
      page.append(
          "\n### `%s`\n\n- means: %s\n- why: %s\n- fix: %s\n"
              .formatted(kind.label(), kind.meaning(), Wording.why(note), Wording.fix(note)));
    }
    page.append("\n## Classes of answers\n\n");
    page.append("What an endpoint answers is classified by its content, not by its status alone: ");
    page.append(
        List.of(AnswerClass.values()).stream()
            .map(kind -> "`" + kind.label() + "`")
            .collect(Collectors.joining(", ")));
    return page.append(".\n").toString();
  }

  private static String kind(Reason reason) {
    return switch (reason.kind()) {
      case FINE -> "–";
      case NOTE -> "note";
      case MISMATCH -> "mismatch";
      case OUTAGE -> "outage";
    };
  }

  private static String example(Reason reason, Verdict verdict) {
    String status = verdict.statusCode() == 0 ? "" : " (" + verdict.statusCode() + ")";
    String result =
        verdict.result().map(Result::label).map(word -> word + status).orElse("not judged");
    String asked = verdict.request().map(request -> "`" + request + "`, ").orElse("");
    String breaks = verdict.breaksFrom().map(version -> ", breaks from " + version).orElse("");
    String fix = Wording.fix(verdict).isEmpty() ? "nothing is to be changed" : Wording.fix(verdict);
    return """
    ### `%s`

    - means: %s
    - example: %s probe, %s%s%s
    - why: %s
    - fix: %s
    """
        .formatted(
            reason.label(),
            reason.meaning(),
            verdict.type().label(),
            asked,
            result,
            breaks,
            Wording.why(verdict),
            fix);
  }

  static String compatibility() {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append("# What each version serves where\n\n");
    page.append("`page` is the landing page given to any path: a 200 that proves nothing.\n\n");
    page.append("| from | path | main | telemetry | depends on |\n|---|---|---|---|---|\n");
    for (Contract contract : Contracts.all()) {
      for (Endpoint endpoint : Endpoint.ofKubeStateMetrics()) {
        if (!endpoint.equals(Endpoint.LANDING_PAGE)) {
          page.append(
              "| %s | `%s` | %s | %s | %s |\n"
                  .formatted(
                      contract.since(),
                      endpoint.path(),
                      cell(contract, Listener.MAIN, endpoint),
                      cell(contract, Listener.TELEMETRY, endpoint),
                      endpoint.dependency().words()));
        }
      }
      String other = contract.catchAll() ? "200 page" : "404";
      page.append("| %s | anything else | %s | %s | |\n".formatted(contract.since(), other, other));
    }
    page.append("\n## What changed when\n\n");
    for (Contract contract : Contracts.all()) {
      page.append("- **%s**: %s\n".formatted(contract.since(), contract.change()));
    }
    page.append("\n## Known releases\n\n");
    page.append(
        Contracts.releases().stream().map(KsmVersion::toString).collect(Collectors.joining(", ")));
    page.append(
        """
        .

        A newer version is judged by the newest contract, and each verdict says so; an older
        one is not judged.

        # What each kube-state-metrics chart renders

        Charts between two rows do not exist. The umbrella charts are those that surely bring the
        first of the row or a later one from this release on.

        | charts | kube-state-metrics | what changed | umbrellas |
        |---|---|---|---|
        """);
    Eras.all().forEach(era -> page.append(row(era)));
    return page.toString();
  }

  private static String row(Era era) {
    String releases =
        era.first().equals(era.last()) ? era.first().toString() : era.first() + " to " + era.last();
    String images =
        era.images().stream()
            .map(image -> image.version() + " from " + image.from())
            .collect(Collectors.joining(", "));
    String umbrellas =
        Umbrellas.all().stream()
            .map(umbrella -> umbrella.getFirst().chart())
            .flatMap(
                name ->
                    Umbrellas.firstWith(era.first(), name)
                        .map(first -> name + " " + first)
                        .stream())
            .collect(Collectors.joining(", "));
    return "| %s | %s | %s | %s |\n".formatted(releases, images, era.change(), umbrellas);
  }

  private static String cell(Contract contract, Listener listener, Endpoint endpoint) {
    if (contract.served(listener).contains(endpoint)) {
      return contract.guards(listener, endpoint) ? "**200**, behind `--auth-filter`" : "**200**";
    }
    return contract.catchAll() ? "200 page" : "404";
  }

  static String flags(CommandLine line) {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append("# Commands and flags\n");
    section(page, line);
    line.getSubcommands().values().stream()
        .filter(sub -> !sub.getCommandName().equals("generate-completion"))
        .forEach(sub -> section(page, sub));
    return page.toString();
  }

  private static void section(StringBuilder page, CommandLine command) {
    page.append("\n## ")
        .append(command.getCommandSpec().qualifiedName())
        .append("\n\n```\n")
        .append(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing())
        .append("\n```\n");
  }
}
