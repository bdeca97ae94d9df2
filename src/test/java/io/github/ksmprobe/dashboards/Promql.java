package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.alerts.MetricNames;
import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Scraped;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Queries are written short, {@code max by (PROBE) (ksm_probe_mismatch{reason="wrong_port"})}, and
 * made whole here: each selector follows every variable that its metric has a label for, and a
 * subject in capitals stands for all labels that tell one from another, the cluster among them.
 */
final class Promql {

  /** What the series of one window are compared over, up to its right edge at every step. */
  static final String WINDOW = "[$__range] @ end()";

  private static final Pattern QUOTED_OR_WORD =
      Pattern.compile("\"[^\"]*\"|\\b([A-Za-z_:][\\w:]*)\\b(?:\\{([^}]*)})?");

  private static final Map<String, String> SUBJECTS =
      Map.of(
          "EXPORTER", "cluster, job, instance",
          "POD", "cluster, target_namespace, target_pod",
          "CONTAINER", "cluster, target_namespace, target_pod, target_container",
          "PROBE", "cluster, target_namespace, target_pod, target_container, probe_type",
          "ENDPOINT", "cluster, target_namespace, target_pod, listener, path");

  private static final String EXPORTER_VARIABLES =
      "cluster=~\"$cluster\",job=~\"$job\",instance=~\"$instance\"";
  private static final String POD_VARIABLES =
      "cluster=~\"$cluster\",target_namespace=~\"$namespace\",target_pod=~\"$pod\","
          + "job=~\"$job\",instance=~\"$instance\"";
  // Recorded over pods and instances.
  private static final String RECORDED_VARIABLES =
      "cluster=~\"$cluster\",target_namespace=~\"$namespace\",job=~\"$job\"";
  // An alert without a cluster or a namespace concerns all of them.
  private static final String ALERT_VARIABLES = "cluster=~\"$cluster|\",namespace=~\"$namespace|\"";

  private static final Set<String> OF_A_POD =
      Scraped.ofEverything(Cardinality.SIDECAR).samples().stream()
          .filter(sample -> sample.contains("target_pod="))
          .map(sample -> sample.substring(0, sample.indexOf('{')))
          .collect(Collectors.toSet());

  private Promql() {}

  /**
   * Above 0 where a gauge of 0 and 1 was 0 in the window: from 2 on where it still is, and the
   * more, the longer it was.
   */
  static String wrongness(String gauge) {
    return "3 - 2 * last_over_time(%1$s%2$s) - avg_over_time(%1$s%2$s)".formatted(gauge, WINDOW);
  }

  /** The whole query. */
  static String of(String written) {
    return QUOTED_OR_WORD.matcher(written).replaceAll(Promql::whole).strip();
  }

  private static String whole(MatchResult part) {
    String word = part.group(1);
    if (word == null) {
      return java.util.regex.Matcher.quoteReplacement(part.group());
    }
    String subject = SUBJECTS.get(word);
    String text = subject == null ? selector(word, part) : subject;
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static String selector(String word, MatchResult part) {
    String variables = variables(word);
    if (variables.isEmpty()) {
      return part.group();
    }
    String matchers = part.group(2);
    return word + "{" + variables + (matchers == null ? "" : "," + matchers) + "}";
  }

  private static String variables(String word) {
    if (word.equals("ALERTS")) {
      return ALERT_VARIABLES;
    }
    if (word.startsWith("target:")) {
      return RECORDED_VARIABLES;
    }
    if (word.startsWith("ksm_probe_") && !MetricNames.exported().contains(word)) {
      throw new IllegalArgumentException("The exporter has no metric " + word);
    }
    if (word.startsWith("ksm_probe_") || word.equals("up")) {
      return OF_A_POD.contains(word) ? POD_VARIABLES : EXPORTER_VARIABLES;
    }
    return "";
  }
}
