package io.github.ksmprobe.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tile: one number on a coloured ground.
 *
 * @param query never empty, so that no data is seen as such
 * @param unit none for a count, percentunit for a share
 * @param steps colours by value, as {@link Drawn#thresholds}
 */
record Stat(
    String title,
    Said said,
    String query,
    String unit,
    Map<String, @Nullable Object> steps,
    Mapping unknown,
    List<DataLink> links)
    implements Drawn {

  /** How many are wrong: 0 is good where anything is known, and not known otherwise. */
  static Stat count(String title, String colour, Said said, String wrong, String known) {
    return new Stat(
        title,
        said,
        Promql.of("count(" + wrong + ")\nor 0 * " + known + "\nor vector(-1)"),
        "none",
        Drawn.thresholds(Mapping.RIGHT, 1, colour),
        Mapping.NOT_KNOWN,
        List.of());
  }

  /** Which share is right. */
  static Stat share(String title, Said said, String share) {
    return new Stat(
        title,
        said,
        Promql.of(share + "\nor vector(-1)"),
        "percentunit",
        Drawn.thresholds(Mapping.WRONG, 1, Mapping.RIGHT),
        Mapping.NOT_KNOWN,
        List.of());
  }

  Stat unknownAs(String text, String colour) {
    return new Stat(title, said, query, unit, steps, Mapping.of(-1, text, colour), links);
  }

  Stat linkedTo(DataLink link) {
    List<DataLink> more = new ArrayList<>(links);
    more.add(link);
    return new Stat(title, said, query, unit, steps, unknown, more);
  }

  @Override
  public String type() {
    return "stat";
  }

  @Override
  public List<Map<String, @Nullable Object>> targets() {
    return List.of(Drawn.now(query, "time_series"));
  }

  @Override
  public Map<String, @Nullable Object> fieldConfig() {
    return JsonObject.of(
        "defaults",
        JsonObject.of(
            "unit", unit,
            "color", JsonObject.of("mode", "thresholds"),
            "thresholds", steps,
            "mappings", Mapping.json(List.of(unknown)),
            "links", links.stream().map(DataLink::json).toList()),
        "overrides",
        List.of());
  }

  @Override
  public Map<String, @Nullable Object> options() {
    return JsonObject.of(
        "colorMode", "background",
        "graphMode", "none",
        "justifyMode", "auto",
        "orientation", "auto",
        "textMode", "value",
        "reduceOptions",
            JsonObject.of("calcs", List.of("lastNotNull"), "fields", "", "values", false));
  }
}
