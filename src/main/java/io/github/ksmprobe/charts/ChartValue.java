package io.github.ksmprobe.charts;

import java.util.Arrays;
import java.util.Optional;

/** The chart's values that change who listens where or what is probed. */
public enum ChartValue {
  KUBE_RBAC_PROXY("kubeRBACProxy.enabled", Kind.SWITCH, "4.28.0"),
  SELF_MONITOR("selfMonitor.enabled", Kind.SWITCH, "4.0.0"),
  STARTUP_PROBE("startupProbe.enabled", Kind.SWITCH, "5.23.0"),
  HOST_NETWORK("hostNetwork", Kind.SWITCH, "4.0.0"),
  /** Makes a StatefulSet of the Deployment, and changes no probe of any known release. */
  AUTOSHARDING("autosharding.enabled", Kind.SWITCH, "4.0.0"),
  TELEMETRY_HOST("selfMonitor.telemetryHost", Kind.TEXT, "4.0.0"),
  TELEMETRY_PORT("selfMonitor.telemetryPort", Kind.PORT, "4.0.0"),
  IMAGE_TAG("image.tag", Kind.TEXT, "4.0.0"),
  EXTRA_ARGS("extraArgs", Kind.LIST, "4.0.0"),
  PROXY_EXTRA_ARGS("kubeRBACProxy.extraArgs", Kind.LIST, "4.28.0");

  private enum Kind {
    SWITCH,
    TEXT,
    PORT,
    LIST
  }

  private final String key;
  private final Kind kind;
  private final String since;

  ChartValue(String key, Kind kind, String since) {
    this.key = key;
    this.kind = kind;
    this.since = since;
  }

  /** As the values file of the chart spells it. */
  public String key() {
    return key;
  }

  /**
   * The first release in the table that has it; Helm says nothing when an older one is given it.
   */
  public ChartVersion since() {
    return ChartVersion.of(since);
  }

  /** The value of that key; an umbrella's prefix {@code kube-state-metrics.} may stand before. */
  public static Optional<ChartValue> of(String key) {
    String prefix = ChartRelease.KSM_CHART + ".";
    String own = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
    return Arrays.stream(values()).filter(value -> value.key.equals(own)).findFirst();
  }

  /** What is accepted, in words, if that text is not. */
  public Optional<String> refusal(String text) {
    return switch (kind) {
      case SWITCH -> refused(text.matches("true|false"), "true or false");
      case TEXT -> Optional.empty();
      case PORT ->
          refused(
              text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535,
              "a port from 1 to 65535");
      case LIST ->
          refused(text.startsWith("{") && text.endsWith("}"), "a list such as {--a=1,--b=2}");
    };
  }

  private static Optional<String> refused(boolean accepted, String wanted) {
    return accepted ? Optional.empty() : Optional.of(wanted);
  }
}
