package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.diagnosis.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** The state of each probe. Most succeed: what is many comes last, or it is copied each time. */
  static final String STATE =
      """
      (max by (PROBE) (
        5 * ksm_probe_kubelet_result{result="discarded"}
        or 4 * ksm_probe_kubelet_result{result="failure"}
        or 3 * (ksm_probe_mismatch and on (PROBE) ksm_probe_kubelet_result{result="success"} == 1)
        or 1 * ksm_probe_kubelet_result{result="success"}
      ) > 0 or 2 * max by (PROBE) (ksm_probe_kubelet_config_info))""";

  /** A number where it is known what becomes of any probe. */
  static final String KNOWN = "count(ksm_probe_kubelet_success)";

  private static final String FAILS = "ksm_probe_kubelet_result{result=\"failure\"} == 1";

  private static final List<String> MISMATCHES =
      Stream.of(Reason.values())
          .filter(reason -> reason.kind() == Reason.Kind.MISMATCH)
          .map(Reason::label)
          .toList();

  /** Outages are not exported; the answers tell the commonest, and those that fail for them. */
  private static final Map<String, String> OUTAGES = outages();

  /** One reason for each probe. */
  static final String REASON =
      "topk by (PROBE) (1, ksm_probe_mismatch == 1)"
          + OUTAGES.entrySet().stream()
              .map(outage -> otherwise(outage.getKey(), outage.getValue()))
              .collect(Collectors.joining())
          + otherwise("outage", FAILS)
          + otherwise("-", "ksm_probe_kubelet_result == 1 or ksm_probe_kubelet_config_info");

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

  /** What was not well in the window: what fails now, what failed, what passes by accident. */
  static final String NOT_WELL =
      """
      topk(10, max by (PROBE) (
        %s
        or avg_over_time(ksm_probe_mismatch%s) / 2
      ) > 0)"""
          .formatted(Promql.wrongness("ksm_probe_kubelet_success"), Promql.WINDOW);

  /** What a band can name, a mismatch before an outage: the later, the rather. */
  private static final List<String> NAMED =
      Stream.concat(OUTAGES.keySet().stream(), MISMATCHES.stream()).toList();

  /** State and reason in one number, so that one band tells both. */
  static final String BAND =
      """
      (max by (PROBE) (
        500 * ksm_probe_kubelet_result{result="discarded"}
        or 400 * ksm_probe_kubelet_result{result="failure"}
        or 100 * (ksm_probe_kubelet_result{result="success"}%1$s)
      ) > 0)
      + on (PROBE) max by (PROBE) (
        %2$s
        or 0 * (ksm_probe_kubelet_result%1$s)
      )"""
          .formatted(
              Timeline.ONLY_SHOWN,
              IntStream.range(0, NAMED.size())
                  .mapToObj(i -> (i + 1) + " * " + where(NAMED.get(i)))
                  .collect(Collectors.joining("\n  or ")));

  private ProbeQueries() {}

  /** What each value of {@link #BAND} is. */
  static List<Mapping> bands() {
    List<Mapping> bands = new ArrayList<>();
    bands(bands, 100, State.SUCCESS, State.BY_ACCIDENT);
    bands(bands, 400, State.FAILURE, State.FAILURE);
    bands(bands, 500, State.DISCARDED, State.DISCARDED);
    return bands;
  }

  private static void bands(List<Mapping> bands, int base, State alone, State withReason) {
    bands.add(Mapping.of(base, alone.word, alone.colour));
    for (int i = 0; i < NAMED.size(); i++) {
      String reason = NAMED.get(i);
      String text = withReason == State.FAILURE ? reason : withReason.word + ": " + reason;
      if (withReason == State.FAILURE || MISMATCHES.contains(reason)) {
        bands.add(Mapping.of(base + i + 1, text, withReason.colour));
      }
    }
  }

  private static String where(String reason) {
    String outage = OUTAGES.get(reason);
    return outage == null ? "ksm_probe_mismatch{reason=\"" + reason + "\"}" : "(" + outage + ")";
  }

  private static String otherwise(String reason, String probes) {
    return "\n  or on (PROBE) label_replace(max by (PROBE) (%s), \"reason\", \"%s\", \"\", \"\")"
        .formatted(probes, reason);
  }

  private static Map<String, String> outages() {
    Map<String, String> outages = new LinkedHashMap<>();
    outages.put(Reason.DEPENDENCY_DOWN.label(), unavailable("main", "/livez"));
    outages.put(Reason.NOT_READY.label(), unavailable("telemetry", "/readyz"));
    String silent =
        " and on (POD) ksm_probe_endpoint_status_code{listener=\"%s\",path=\"%s\"} == 0";
    outages.put(
        Reason.PROCESS_DOWN.label(),
        FAILS + silent.formatted("main", "/healthz") + silent.formatted("telemetry", "/metrics"));
    return outages;
  }

  private static String unavailable(String listener, String path) {
    return "%s and on (PROBE) %s and on (POD) %s == 1"
        .formatted(
            FAILS,
            "ksm_probe_kubelet_config_info{path=\"" + path + "\"}",
            "ksm_probe_endpoint_response{listener=\"%s\",path=\"%s\",class=\"unavailable\"}"
                .formatted(listener, path));
  }
}
