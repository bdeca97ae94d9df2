package io.github.ksmprobe.dashboards;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of both dashboards; each narrows the choice of those after it. */
final class Variable {

  private Variable() {}

  static List<Map<String, @Nullable Object>> all() {
    String target = "ksm_probe_target_info";
    String cluster = "cluster=~\"$cluster\"";
    String namespace = cluster + ",target_namespace=~\"$namespace\"";
    String pod = namespace + ",target_pod=~\"$pod\"";
    String job = pod + ",job=~\"$job\"";
    return List.of(
        JsonObject.of(
            "name", "datasource",
            "label", "Data source",
            "type", "datasource",
            "query", "prometheus",
            "refresh", 1),
        // A Prometheus of one cluster has no such label.
        asked("cluster", "Cluster", "ksm_probe_round_interval_seconds", "cluster", ".*"),
        asked("namespace", "Namespace", target + "{" + cluster + "}", "target_namespace", ".+"),
        asked("pod", "Pod", target + "{" + namespace + "}", "target_pod", ".+"),
        asked("job", "Job", target + "{" + pod + "}", "job", ".+"),
        asked("instance", "Instance", target + "{" + job + "}", "instance", ".+"));
  }

  private static Map<String, @Nullable Object> asked(
      String name, String title, String series, String label, String all) {
    String query = "label_values(" + series + ", " + label + ")";
    return JsonObject.of(
        "name",
        name,
        "label",
        title,
        "type",
        "query",
        "datasource",
        Drawn.SOURCE,
        "definition",
        query,
        "query",
        JsonObject.of("query", query, "refId", "var-" + name),
        "refresh",
        2,
        "sort",
        1,
        "multi",
        true,
        "includeAll",
        true,
        "allValue",
        all,
        "current",
        JsonObject.of("selected", true, "text", List.of("All"), "value", List.of("$__all")));
  }
}
