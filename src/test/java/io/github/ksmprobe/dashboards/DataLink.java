package io.github.ksmprobe.dashboards;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a click on a value leads. */
record DataLink(String title, String url) {

  static final String DOCS = "https://github.com/ksmprobe/ksm-probe-exporter/blob/main/docs/";

  private static final String PROBES = "/d/ksm-probes?${datasource:queryparam}&${__url_time_range}";

  /** From a pod's name to everything about that pod; from a row that has its namespace, too. */
  static final DataLink POD =
      new DataLink(
          "Only this pod",
          PROBES
              + "&${cluster:queryparam}&var-namespace=${__data.fields.Namespace}"
              + "&var-pod=${__value.raw}");

  static final DataLink CLUSTER =
      new DataLink("Only this cluster", PROBES + "&var-cluster=${__value.raw}");

  static final DataLink REASON =
      new DataLink("What ${__value.raw} means", DOCS + "verdicts.md#${__value.raw}");

  static final DataLink RUNBOOK =
      new DataLink("Runbook of ${__value.raw}", DOCS + "runbooks/${__value.raw}.md");

  /** The exporter's page is where Prometheus scrapes it; not every browser gets there. */
  static final DataLink EXPORTER =
      new DataLink(
          "Page of ${__value.raw}, where your browser reaches it", "http://${__value.raw}/");

  static final DataLink ALL_PROBES =
      new DataLink("Why: KSM probes", PROBES + "&${cluster:queryparam}&${namespace:queryparam}");

  Map<String, @Nullable Object> json() {
    return JsonObject.of("title", title, "url", url, "targetBlank", url.startsWith("http"));
  }
}
