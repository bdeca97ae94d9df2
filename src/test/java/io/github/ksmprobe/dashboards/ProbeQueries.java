package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.diagnosis.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of the configured probes, and why. */
final class ProbeQueries {

  /** What becomes of a probe, as a number: the worse, the higher. */
  enum State {
    SUCCESS(1, "success", Mapping.RIGHT),
    NOT_KNOWN(2, "not known", Mapping.UNKNOWN),
    BY_ACCIDENT(3, "by accident", Mapping.DOUBTFUL),
    FAILURE(4, "failure", Mapping.WRONG),
    DISCARDED(5, "discarded", Mapping.DISCARDED);

    private final int value;
    private final String word;
    private final String colour;

    State(int value, String word, String colour) {
      this.value = value;
      this.word = word;
      this.colour = colour;
    }

    int value() {
      return value;
    }
  }

  static final Mapping[] STATES =
      Stream.of(State.values())
          .map(state -> Mapping.of(state.value(), state.word, state.colour))
          .toArray(Mapping[]::new);

  /** The state of each probe. */
  static final String STATE =
      """
      (max by (PROBE) (
        1 * ksm_probe_kubelet_result{result="success"}
        or 3 * (ksm_probe_mismatch and on (PROBE) ksm_probe_kubelet_result{result="success"} == 1)
        or 4 * ksm_probe_kubelet_result{result="failure"}
        or 5 * ksm_probe_kubelet_result{result="discarded"}
      ) > 0 or 2 * max by (PROBE) (ksm_probe_kubelet_config_info))""";

  /** A number where it is known what becomes of any probe. */
  static final String KNOWN = "count(ksm_probe_kubelet_result)";

  private static final String FAILS = "ksm_probe_kubelet_result{result=\"failure\"} == 1";

  /** One reason for each probe: of mismatches as exported, of outages as the answers tell. */
  static final String REASON =
      Stream.of(
              named(
                  Reason.PROCESS_DOWN.label(),
                  FAILS + " and on (POD) max by (POD) (ksm_probe_endpoint_status_code) == 0"),
              named(Reason.DEPENDENCY_DOWN.label(), FAILS + unavailable("main", "/livez")),
              named(Reason.NOT_READY.label(), FAILS + unavailable("telemetry", "/readyz")),
              named("outage", FAILS),
              named("-", "ksm_probe_kubelet_result == 1 or ksm_probe_kubelet_config_info"))
          .reduce(
              "topk by (PROBE) (1, ksm_probe_mismatch == 1)",
              (earlier, next) -> earlier + "\n  or on (PROBE) " + next);

  /** Each probe, what it asks, and why it does what it does; the worst first. */
  static final String PROBES =
      Table.filled(
          """
          (max by (PROBE, scheme, port, path) (ksm_probe_kubelet_config_info)
            or on (PROBE) max by (PROBE) (ksm_probe_kubelet_result == 1))
          * on (PROBE) group_left (reason) (%s)
          * on (PROBE) group_left () %s"""
              .formatted(REASON, STATE),
          "scheme",
          "port",
          "path");

  /** The probes that were not well in the window, the longest first. */
  static final String NOT_WELL =
      """
      topk(10, max by (PROBE) (
        1 - avg_over_time(ksm_probe_kubelet_success%1$s)
        or avg_over_time(ksm_probe_mismatch%1$s)
      ) > 0)"""
          .formatted(Promql.WINDOW);

  private static final List<Reason> MISMATCHES =
      Stream.of(Reason.values()).filter(reason -> reason.kind() == Reason.Kind.MISMATCH).toList();

  /** State and reason in one number, so that one band tells both. */
  static final String BAND =
      "100 * %1$s + on (PROBE) (max by (PROBE) (\n  %2$s\n) > 0)\nor %1$s"
          .formatted(
              STATE,
              String.join(
                  "\n  or ",
                  IntStream.range(0, MISMATCHES.size())
                      .mapToObj(
                          i ->
                              "%d * ksm_probe_mismatch{reason=\"%s\"}"
                                  .formatted(i + 1, MISMATCHES.get(i).label()))
                      .toList()));

  private ProbeQueries() {}

  /** What each value of {@link #BAND} is. */
  static List<Mapping> bands() {
    List<Mapping> bands = new ArrayList<>(List.of(STATES));
    for (State state : State.values()) {
      for (int i = 0; i < MISMATCHES.size(); i++) {
        String reason = MISMATCHES.get(i).label();
        bands.add(
            Mapping.of(
                100 * state.value() + i + 1,
                state == State.FAILURE ? reason : state.word + ": " + reason,
                state.colour));
      }
    }
    return bands;
  }

  private static String named(String reason, String probes) {
    return "label_replace(max by (PROBE) ("
        + probes
        + "), \"reason\", \""
        + reason
        + "\", \"\", \"\")";
  }

  private static String unavailable(String listener, String path) {
    return " and on (PROBE) ksm_probe_kubelet_config_info{path=\"%2$s\"}%3$s{listener=\"%1$s\",path=\"%2$s\",class=\"unavailable\"} == 1"
        .formatted(listener, path, " and on (POD) ksm_probe_endpoint_response");
  }
}
