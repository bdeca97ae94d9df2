package io.github.ksmprobe.pages;

import io.github.ksmprobe.judgement.PodReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Addresses within the site. A workload without a namespace has {@code -} there: an empty segment
 * would not survive every proxy, and no namespace can be called so.
 */
final class Url {

  private static final String NO_NAMESPACE = "-";

  private Url() {}

  static String target(PodReport report) {
    var workload = report.pod().workload();
    return "/targets/" + namespace(workload.namespace()) + "/" + encoded(workload.name());
  }

  static String probe(PodReport report) {
    var workload = report.pod().workload();
    String key = namespace(workload.namespace()) + "/" + encoded(workload.name());
    return "/probe?target=" + key + "&debug=true";
  }

  static String history(PodReport report) {
    return "/api/v1" + target(report) + "/history";
  }

  /** The key that a namespace and a name from such an address stand for. */
  static String key(String namespace, String name) {
    return (namespace.equals(NO_NAMESPACE) ? "" : namespace) + "/" + name;
  }

  /** For a path segment or a query value. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String namespace(String namespace) {
    return namespace.isEmpty() ? NO_NAMESPACE : encoded(namespace);
  }
}
