package io.github.ksmprobe.prediction;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.Response;

/** Short stand-ins for /metrics: the families that tell the listeners and the version apart. */
final class MetricsPages {

  // Up to v2.9 a family without objects keeps its HELP and TYPE lines; from v2.10 the body is
  // empty.
  private static final KsmVersion EMPTY_WITHOUT_OBJECTS = new KsmVersion(2, 10, 0);
  // Seen on real builds: none on v2.8.2, "values" on v2.12 and v2.13, "underscores" from v2.14.
  private static final KsmVersion ESCAPING_VALUES = new KsmVersion(2, 12, 0);
  private static final KsmVersion ESCAPING_UNDERSCORES = new KsmVersion(2, 14, 0);
  private static final KsmVersion BUILD_INFO = new KsmVersion(2, 1, 0);
  // Seen on real builds: main names none up to v2.7.0 and one from v2.8.0, telemetry always does.
  private static final KsmVersion CHARSET_ON_MAIN = new KsmVersion(2, 8, 0);

  private static final String TEXT = "text/plain; version=0.0.4";
  private static final String CHARSET = "; charset=utf-8";

  private MetricsPages() {}

  static Response page(Listener listener, KsmVersion version, boolean objects) {
    return switch (listener) {
      case MAIN -> Replies.response(200, mainType(version), mainBody(version, objects));
      case TELEMETRY ->
          Replies.response(200, TEXT + CHARSET + escaping(version), telemetryBody(version));
    };
  }

  /** Of a component that is not kube-state-metrics. */
  static Response page(Component component, KsmVersion version) {
    String info =
        component.buildInfo().isEmpty()
            ? ""
            : component.buildInfo() + "{version=\"" + version.number() + "\"} 1\n";
    String any = component.metricsMark() + "up";
    return Replies.response(
        200, TEXT + CHARSET, "# TYPE " + any + " gauge\n" + any + " 1\n" + info);
  }

  private static String mainType(KsmVersion version) {
    return version.isBefore(CHARSET_ON_MAIN) ? TEXT : TEXT + CHARSET;
  }

  private static String mainBody(KsmVersion version, boolean objects) {
    String head = "# HELP kube_pod_info Information about pod.\n# TYPE kube_pod_info gauge\n";
    if (objects) {
      return head + "kube_pod_info{namespace=\"default\",pod=\"example\"} 1\n";
    }
    return version.isBefore(EMPTY_WITHOUT_OBJECTS) ? head : "";
  }

  private static String telemetryBody(KsmVersion version) {
    String info =
        version.isBefore(BUILD_INFO)
            ? ""
            : "# HELP kube_state_metrics_build_info Version of the running build.\n"
                + "# TYPE kube_state_metrics_build_info gauge\n"
                + "kube_state_metrics_build_info{branch=\"\",goversion=\"go1.26\",version=\""
                + version
                + "\"} 1\n";
    return "# HELP go_goroutines Number of goroutines.\n# TYPE go_goroutines gauge\ngo_goroutines 42\n"
        + info
        + "# HELP kube_state_metrics_list_total Number of list calls.\n"
        + "# TYPE kube_state_metrics_list_total counter\n"
        + "kube_state_metrics_list_total{resource=\"*v1.Pod\",result=\"success\"} 1\n";
  }

  private static String escaping(KsmVersion version) {
    if (version.isBefore(ESCAPING_VALUES)) {
      return "";
    }
    return version.isBefore(ESCAPING_UNDERSCORES) ? "; escaping=values" : "; escaping=underscores";
  }
}
