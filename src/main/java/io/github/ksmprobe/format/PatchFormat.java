package io.github.ksmprobe.format;

import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.repair.ChartRepair;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.repair.Remedy;
import io.github.ksmprobe.repair.Repairs;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.text.OneLine;
import io.github.ksmprobe.wording.RepairWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The changes that are certain, as YAML that a tool applies; what a person has to choose stands in
 * comments. One document for each object.
 *
 * @param changes the text of all changes of an object; empty where there are none
 */
public record PatchFormat(PatchBody changes) implements ReportFormat {

  @Override
  public String render(List<PodReport> reports) {
    StringBuilder text = new StringBuilder();
    Map<String, List<PodReport>> objects = new LinkedHashMap<>();
    for (PodReport report : reports) {
      objects
          .computeIfAbsent(
              report.pod().workload().source() + report.pod().workload().name(),
              _ -> new ArrayList<>())
          .add(report);
    }
    try (Writing writing = begin(text::append)) {
      objects.values().forEach(writing::add);
    }
    return text.toString();
  }

  @Override
  public Writing begin(Consumer<String> out) {
    return new Documents(out);
  }

  private final class Documents implements Writing {
    private final Consumer<String> out;
    private boolean begun;

    Documents(Consumer<String> out) {
      this.out = out;
    }

    @Override
    public void add(List<PodReport> workload) {
      PodRepair repair = Repairs.of(workload);
      String body = changes.of(repair);
      if (!repair.remedies().isEmpty()) {
        out.accept((begun ? "---\n" : "") + comments(repair, body.isEmpty()) + body);
        begun = true;
      }
    }

    @Override
    public void close() {
      if (!begun) {
        out.accept("# Nothing is to be changed.\n");
      }
    }
  }

  private String comments(PodRepair repair, boolean nothing) {
    StringBuilder text = new StringBuilder();
    line(text, repair.workload().title() + "  [" + repair.workload().source() + "]");
    for (Remedy remedy : repair.remedies()) {
      RepairWords.of(remedy).forEach(sentence -> line(text, sentence));
    }
    if (changes == PatchBody.VALUES) {
      ChartRepair.chart(repair.workload())
          .ifPresentOrElse(
              chart -> {
                line(
                    text,
                    "Values of " + chart + "; of an umbrella they stand under the chart's name:");
                RepairWords.of(ChartRepair.of(repair)).forEach(note -> line(text, "  - " + note));
              },
              () -> line(text, "No label says that a chart rendered this."));
    } else {
      ChartRepair.chart(repair.workload())
          .ifPresent(
              chart ->
                  line(
                      text,
                      "Rendered from "
                          + chart
                          + ": the next helm upgrade undoes this; -o values says what lasts."));
    }
    if (nothing) {
      line(text, "No change is certain here.");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String words) {
    text.append("# ").append(OneLine.of(words)).append('\n');
  }
}
