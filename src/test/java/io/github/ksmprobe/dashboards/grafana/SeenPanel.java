package io.github.ksmprobe.dashboards.grafana;

import io.github.ksmprobe.dashboards.Dashboard.Panel;
import io.github.ksmprobe.dashboards.worlds.PrometheusApi;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A panel as an operator sees it.
 *
 * @param panel that is seen
 * @param rows of a table or a timeline, tiles of a stat panel, series of a graph
 * @param message that is there instead of rows; empty where there are any
 */
public record SeenPanel(Panel panel, List<Row> rows, String message) {

  /**
   * One row.
   *
   * @param name of the tile or the series; empty in a table
   * @param cells from left to right; of a timeline one for each stretch of time
   */
  public record Row(String name, List<Cell> cells) {

    /** In the column of that name. */
    public Cell cell(String title) {
      return cells.stream()
          .filter(one -> one.title().equals(title))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no column " + title + " in " + this));
    }

    @Override
    public String toString() {
      return Stream.concat(Stream.of(name), cells.stream().map(Cell::toString))
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining(" | "));
    }
  }

  /**
   * A value that is read.
   *
   * @param title of its column, or how long it lasted
   * @param reading its text, and the colour where the panel shows one
   */
  public record Cell(String title, Reading reading) {

    public String text() {
      return reading.text();
    }

    public String colour() {
      return reading.colour();
    }

    @Override
    public String toString() {
      boolean plain = colour().isEmpty() || colour().equals("text");
      String value = plain ? text() : text() + " (" + colour() + ")";
      return (title + " " + value).strip();
    }
  }

  /** What all queries of the panel bring, through transformations and field settings. */
  public static SeenPanel of(Panel panel, View view, PrometheusApi prometheus) {
    List<Query> queries = Query.of(panel.json(), view, prometheus);
    return switch (panel.type()) {
      case "stat" -> new SeenPanel(panel, Tiles.of(panel.json(), queries), "");
      case "table" -> withMessage(panel, Cells.of(panel.json(), queries), true);
      case "state-timeline", "status-history" ->
          withMessage(panel, Stretches.of(panel.json(), queries, view), false);
      case "timeseries" -> withMessage(panel, Graphs.of(panel.json(), queries), true);
      default -> throw new IllegalStateException("unknown to this test: " + panel.type());
    };
  }

  // Timelines have a sentence of their own; the others take that of the field settings.
  private static SeenPanel withMessage(Panel panel, List<Row> rows, boolean takesNoValue) {
    String own = FieldSettings.of(panel.json(), "", "").text("noValue");
    String message = takesNoValue ? (own.isEmpty() ? "No data" : own) : "No data in response";
    return new SeenPanel(panel, rows, rows.isEmpty() ? message : "");
  }

  /** Whether the last columns of a table are out of sight. */
  public boolean isWiderThanItsRoom() {
    return rows.stream()
        .limit(1)
        .map(Row::cells)
        .anyMatch(
            cells ->
                cells.stream()
                        .mapToInt(cell -> Cells.width(panel.json(), cells, cell.title()))
                        .sum()
                    > PanelRoom.width(panel.json()));
  }

  /** What of a table's row is wider than its column. */
  public Stream<Cell> cutIn(Row row) {
    return row.cells().stream()
        .filter(
            cell ->
                !PanelRoom.fits(cell.text(), Cells.width(panel.json(), row.cells(), cell.title())));
  }

  /** Where a click on a cell leads, for all cells that have a text. */
  public Stream<String> links() {
    return rows.stream()
        .flatMap(
            row ->
                row.cells().stream()
                    .filter(cell -> !cell.text().isEmpty() && !cell.text().equals("-"))
                    .flatMap(
                        cell ->
                            FieldSettings.of(panel.json(), cell.title(), "")
                                .settings()
                                .path("links")
                                .valueStream()
                                .map(link -> link.path("url").asString())
                                .map(url -> followed(url, row, cell))));
  }

  private static String followed(String url, Row row, Cell cell) {
    String followed = url.replace("${__value.raw}", cell.text());
    for (Cell other : row.cells()) {
      followed = followed.replace("${__data.fields." + other.title() + "}", other.text());
    }
    return followed;
  }

  /** All cells of all rows. */
  public Stream<Cell> cells() {
    return rows.stream().flatMap(row -> row.cells().stream());
  }

  @Override
  public String toString() {
    return panel + (rows.isEmpty() ? ": " + message : rows.toString());
  }
}
