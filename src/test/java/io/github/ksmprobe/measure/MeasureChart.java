package io.github.ksmprobe.measure;

import java.io.IOException;
import java.nio.file.Path;

/** Says what a rendered release of the chart means for the table: tools/measure-chart. */
final class MeasureChart {

  private MeasureChart() {}

  public static void main(String[] args) throws IOException {
    ChartFinding finding = RenderedChart.read(Path.of(args[0])).finding();
    System.out.println(finding.words());
    System.exit(finding instanceof ChartFinding.Agrees ? 0 : 1);
  }
}
