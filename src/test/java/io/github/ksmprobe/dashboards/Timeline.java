package io.github.ksmprobe.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bands over time: what was not well in the window, for a panel has room for some rows only; one
 * row that says so where all was well, and one where nothing is known.
 *
 * @param subject in capitals, as {@link Promql} knows it: a row each
 * @param band the value of each row at each step, from 1 on; {@link #ONLY_SHOWN} behind what there
 *     is much of
 * @param shown which rows, the same at every step, so that Prometheus looks once
 * @param known the metric without which nothing is known
 * @param well the row's name where all was well
 * @param legend the name of a row; the container's own name says nothing where it is the usual one
 */
record Timeline(
    String title,
    Said said,
    String subject,
    String band,
    String shown,
    String known,
    String well,
    String legend,
    List<Mapping> mappings)
    implements Drawn {

  /** Leaves the other rows out early: hundreds of them at each step take Prometheus seconds. */
  static final String ONLY_SHOWN = " and on (SUBJECT) (SHOWN)";

  @Override
  public String type() {
    return "state-timeline";
  }

  @Override
  public List<Map<String, @Nullable Object>> targets() {
    String query =
        """
        label_replace(
          (%2$s) and on (%1$s) (%3$s),
          "target_container", "", "target_container", "kube-state-metrics"
        )
        or label_replace(0 * count(%4$s) unless on () (%3$s), "target_pod", "%5$s", "", "")
        or label_replace(-absent(count(last_over_time(%4$s%6$s))), "target_pod", "no data", "", "")
        """
            .formatted(
                subject,
                band.replace(ONLY_SHOWN, " and on (" + subject + ") (" + shown + ")"),
                shown,
                known,
                well,
                Promql.WINDOW);
    return List.of(Drawn.overTime(Promql.of(query), legend, "15s"));
  }

  /** Colours come from the mappings: Grafana drops those of a timeline coloured by thresholds. */
  @Override
  public Map<String, @Nullable Object> fieldConfig() {
    List<Mapping> all = new ArrayList<>(mappings);
    all.add(Mapping.of(0, "well", Mapping.RIGHT));
    all.add(Mapping.NOT_KNOWN);
    return JsonObject.of(
        "defaults",
        JsonObject.of(
            "color", JsonObject.of("mode", "palette-classic"),
            "custom", JsonObject.of("fillOpacity", 80, "lineWidth", 0, "spanNulls", false),
            "mappings", Mapping.json(all)),
        "overrides",
        List.of());
  }

  @Override
  public Map<String, @Nullable Object> options() {
    return JsonObject.of(
        "mergeValues",
        true,
        "showValue",
        "auto",
        "alignValue",
        "left",
        "rowHeight",
        0.85,
        "legend",
        JsonObject.of("showLegend", true, "displayMode", "list", "placement", "bottom"),
        "tooltip",
        JsonObject.of("mode", "single", "sort", "none"));
  }
}
