package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.diagnosis.AnswerClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the ports of the pods answer, and which exporters still ask them. */
final class EndpointQueries {

  /** With --metrics.detail=full there is one that no version knows, to see who answers all. */
  private static final String EXPECTED =
      "ksm_probe_endpoint_success{path!=\"/ksm-probe-exporter-control\"}";

  /** The endpoints that answer wrongly, by their pod's loopback or from outside. */
  static final String WRONG = "min by (ENDPOINT) (" + EXPECTED + ") == 0";

  static final String KNOWN = "count(" + EXPECTED + ")";

  /** One row for each of them: what it answers, and the status as the value. */
  static final String WRONG_ANSWERS =
      """
      max by (ENDPOINT, class) (topk by (ENDPOINT) (1,
        max by (ENDPOINT, via, class) (ksm_probe_endpoint_response == 1)
        * on (ENDPOINT, via) group_left () max by (ENDPOINT, via) (ksm_probe_endpoint_status_code)
        and on (ENDPOINT, via) min by (ENDPOINT, via) (%s) == 0
      ))"""
          .formatted(EXPECTED);

  private static final List<AnswerClass> CLASSES = List.of(AnswerClass.values());

  /** The class of the answer, the worse one where loopback and outside differ, and 100 if right. */
  static final String BAND =
      """
      100 * min by (ENDPOINT) (%s%s)
      + on (ENDPOINT) (max by (ENDPOINT) (
        %s
      ) > 0)"""
          .formatted(
              EXPECTED,
              Timeline.ONLY_SHOWN,
              IntStream.range(0, CLASSES.size())
                  .mapToObj(
                      i ->
                          "%d * (ksm_probe_endpoint_response{class=\"%s\"}%s)"
                              .formatted(
                                  i + 1,
                                  CLASSES.get(i).label(),
                                  CLASSES.get(i) == AnswerClass.SERVED ? Timeline.ONLY_SHOWN : ""))
                  .collect(Collectors.joining("\n  or ")));

  /** What was wrong in the window, what still is first; of a single pod, everything. */
  static final String SHOWN =
      """
      topk(12, max by (ENDPOINT) (%1$s) > 0)
        or max by (ENDPOINT) (last_over_time(%2$s%3$s))
          and on () count(count by (POD) (last_over_time(%2$s%3$s))) == 1"""
          .formatted(Promql.wrongness(EXPECTED), EXPECTED, Promql.WINDOW);

  /** Pods whose /livez fails, or hangs, while the process itself is well. */
  static final String WITHOUT_API_SERVER =
      """
      max by (POD) (ksm_probe_endpoint_response{listener="main",path="/livez",class=~"unavailable|no_answer"}) == 1
        and on (POD) min by (POD) (ksm_probe_endpoint_success{listener="main",path="/healthz"}) == 1""";

  /** Before v2.13.0 nothing asks the API server. */
  static final String API_SERVER_KNOWN =
      "count(ksm_probe_endpoint_response{listener=\"main\",path=\"/livez\",class=\"served\"} == 1)";

  /** What each exporter is worth: the worse, the higher. */
  static final String EXPORTERS =
      """
      max by (EXPORTER) (
        ksm_probe_last_round_timestamp_seconds ^ 0
        or 2 * (ksm_probe_exporter_build_info unless on (EXPORTER) ksm_probe_last_round_timestamp_seconds)
        or 3 * (time() - ksm_probe_last_round_timestamp_seconds > 3 * ksm_probe_round_interval_seconds) ^ 0
        or 4 - (up == 0 and on (cluster, job) last_over_time(ksm_probe_exporter_build_info%s))
      )"""
          .formatted(Promql.WINDOW);

  static final Mapping[] EXPORTER_STATES = {
    Mapping.of(1, "fresh", Mapping.RIGHT),
    Mapping.of(2, "no round yet", Mapping.DOUBTFUL),
    Mapping.of(3, "old results", Mapping.WRONG),
    Mapping.of(4, "down", Mapping.WRONG)
  };

  private EndpointQueries() {}

  /** What each value of {@link #BAND} is: the colour says right or wrong, the text which class. */
  static List<Mapping> bands() {
    List<Mapping> bands = new ArrayList<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      String word = CLASSES.get(i).label();
      bands.add(Mapping.of(i + 1, word, Mapping.WRONG));
      bands.add(Mapping.of(100 + i + 1, word + " (right)", Mapping.RIGHT));
    }
    return bands;
  }
}
