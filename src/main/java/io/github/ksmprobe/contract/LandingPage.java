package io.github.ksmprobe.contract;

import java.util.List;
import java.util.Optional;

/**
 * The HTML page of {@code /}, which also tells the role of its port and, from v2.9, the version.
 *
 * @param listener whose page it is
 * @param title of the document
 * @param heading the first heading; empty where it has none
 * @param subheading the second heading; empty up to v2.8
 * @param printsVersion whether it has a version line
 */
public record LandingPage(
    Listener listener, String title, String heading, String subheading, boolean printsVersion) {

  /** KSM's own page, up to v2.8. */
  public static final List<LandingPage> OWN =
      List.of(
          new LandingPage(Listener.MAIN, "Kube Metrics Server", "Kube Metrics", "", false),
          new LandingPage(
              Listener.TELEMETRY,
              "Kube-State-Metrics Metrics Server",
              "Kube-State-Metrics Metrics",
              "",
              false));

  /** The page of Prometheus' exporter-toolkit, from v2.9. */
  public static final List<LandingPage> TOOLKIT =
      List.of(
          new LandingPage(
              Listener.MAIN,
              "kube-state-metrics",
              "kube-state-metrics",
              "Metrics for Kubernetes' state",
              true),
          new LandingPage(
              Listener.TELEMETRY,
              "kube-state-metrics",
              "kube-state-metrics",
              "Self-metrics for kube-state-metrics",
              true));

  /** Whether this HTML is such a page, of whatever version. */
  boolean standsIn(String html) {
    return html.contains("<title>" + title + "</title>")
        && (heading.isEmpty() || html.contains("<h1>" + heading + "</h1>"))
        && (subheading.isEmpty() || html.contains("<h2>" + subheading + "</h2>"));
  }

  /** The version that the page prints, as it stands there; empty without a version line. */
  public static Optional<String> versionIn(String html) {
    String mark = "(version=";
    int start = html.indexOf(mark);
    if (start < 0) {
      return Optional.empty();
    }
    int from = start + mark.length();
    int end = from;
    while (end < html.length() && ",)<".indexOf(html.charAt(end)) < 0) {
      end++;
    }
    return Optional.of(html.substring(from, end).strip()).filter(text -> !text.isEmpty());
  }

  /** A page such as that version prints it: same title, headings and version line. */
  public String html(KsmVersion version) {
    String second = subheading.isEmpty() ? "" : "<h2>" + subheading + "</h2>\n";
    String line =
        printsVersion
            ? "<div>Version: (version=" + version + ", branch=, revision=unknown)</div>\n"
            : "";
    return "<!DOCTYPE html>\n<html>\n<head><title>"
        + title
        + "</title></head>\n<body>\n"
        + (heading.isEmpty() ? "" : "<h1>" + heading + "</h1>\n")
        + second
        + line
        + "<ul><li><a href=\"/metrics\">metrics</a></li></ul>\n</body>\n</html>\n";
  }
}
