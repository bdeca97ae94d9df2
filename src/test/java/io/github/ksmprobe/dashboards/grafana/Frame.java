package io.github.ksmprobe.dashboards.grafana;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a query brought, as a table.
 *
 * @param query that it came from; empty after a merge
 * @param fields from left to right
 * @param rows by the columns' names; what is empty is not in it
 */
record Frame(String query, List<Field> fields, List<Map<String, Object>> rows) {

  /**
   * A column; Grafana calls it a field.
   *
   * @param name by which rows and transformations know it
   * @param title that is shown, unless the field configuration has another
   */
  record Field(String name, String title, boolean isNumber) {
    Field titled(String other) {
      return new Field(name, other, isNumber);
    }
  }

  /**
   * A series, which has a frame of its own.
   *
   * @param query that it came from
   * @param name in the legend
   * @param points in the order of time
   */
  record Line(String query, String name, List<Dot> points) {}

  /** A point of a series. */
  record Dot(Instant time, double value) {}
}
