package io.github.ksmprobe.measure;

import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.KsmVersion;
import java.util.List;

/** What a rendered release of the kube-state-metrics chart says of the table of eras. */
sealed interface ChartFinding {

  /** For a person: what to do to the table, if anything. */
  default String words() {
    return switch (this) {
      case Agrees(var release) -> "Chart " + release + " renders what the table says.";
      case Continues(var release, var image, var before) ->
          "Chart "
              + release
              + " renders the pod of "
              + before
              + ": it is the new last release of that era"
              + (image.equals(Eras.all().getLast().images().getLast().version())
                  ? "."
                  : ", with the image \"" + release + " " + image.number() + "\".");
      case Begins(var release, var row, var differences) ->
          "Chart "
              + release
              + " renders another pod. A new era:\n  layout "
              + row.layout()
              + ", proxied "
              + row.proxied()
              + ", startup "
              + (row.probes().startup().isEmpty() ? "none" : row.probes().startup())
              + ", liveness "
              + row.probes().liveness()
              + ", readiness "
              + row.probes().readiness()
              + " on "
              + row.probes().readinessOn().label()
              + "\n"
              + indented(differences);
      case Unsayable(var release, var differences) ->
          "Chart "
              + release
              + " renders a pod that no words of Era say. It differs from the table's so:\n"
              + indented(differences);
    };
  }

  private static String indented(List<String> lines) {
    return String.join("", lines.stream().map(line -> "  " + line + "\n").toList()).stripTrailing();
  }

  /** The table has the release, and is right. */
  record Agrees(ChartVersion release) implements ChartFinding {}

  /**
   * Newer than the table, and the same pod.
   *
   * @param release that was rendered
   * @param image the kube-state-metrics that it brings
   * @param before the newest release of the table
   */
  record Continues(ChartVersion release, KsmVersion image, ChartVersion before)
      implements ChartFinding {}

  /**
   * Another pod than the table's, that a row can say.
   *
   * @param row what it would be
   * @param differences from the table's pod
   */
  record Begins(ChartVersion release, Era row, List<String> differences) implements ChartFinding {
    public Begins {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Another pod, and none that a row can say.
   *
   * @param differences from the table's pod
   */
  record Unsayable(ChartVersion release, List<String> differences) implements ChartFinding {
    public Unsayable {
      differences = List.copyOf(differences);
    }
  }
}
