package io.github.ksmprobe.wording;

import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.repair.ChartRepair;
import io.github.ksmprobe.repair.FieldChange;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.repair.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What becomes of verdicts that ask for a change, for who is to apply it. */
public final class RepairWords {

  private RepairWords() {}

  /** The verdict and what to change; the choices one by one where there are several. */
  public static List<String> of(Remedy remedy) {
    Verdict verdict = remedy.verdict();
    String which =
        "%s of container %s, %s"
            .formatted(verdict.type().key(), verdict.container(), verdict.reason().label());
    List<String> lines = new ArrayList<>();
    switch (remedy) {
      case Remedy.Certain(_, var fix) ->
          lines.add(which + ": " + FixWords.of(fix, verdict.component()));
      case Remedy.Open(_, var choices) -> {
        lines.add(which + ", a person has to decide:");
        choices.forEach(fix -> lines.add("  - " + FixWords.of(fix, verdict.component())));
      }
    }
    Wording.premises(verdict).forEach(lines::add);
    return lines;
  }

  /** What a file that a chart rendered needs instead of a change of its text. */
  public static List<String> of(ChartRepair repair) {
    return Stream.concat(
            repair.values().entrySet().stream()
                .map(one -> "set %s: %s".formatted(one.getKey().key(), shown(one.getValue()))),
            repair.left().stream()
                .map(
                    left ->
                        "no value of this release changes the %s of container %s: %s"
                            .formatted(
                                left.verdict().type().key(),
                                left.verdict().container(),
                                Wording.fix(left.verdict()))))
        .toList();
  }

  /** Each field that is changed, from what to what. */
  public static List<String> of(PodRepair repair) {
    return repair.changes().stream().map(RepairWords::of).toList();
  }

  private static String of(FieldChange change) {
    String field = "%s %s".formatted(change.container(), String.join(".", change.field()));
    return change.to().isEmpty()
        ? "%s: %s removed".formatted(field, shown(change.from().orElse("")))
        : "%s: %s -> %s"
            .formatted(
                field,
                change.from().map(RepairWords::shown).orElse("not set"),
                shown(change.to().get()));
  }

  private static String shown(Object value) {
    return value.equals("") ? "\"\"" : value.toString();
  }
}
