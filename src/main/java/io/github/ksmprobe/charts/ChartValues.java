package io.github.ksmprobe.charts;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that somebody sets; the chart's defaults hold for all others.
 *
 * @param set accepted texts, as {@code --set} takes them
 */
public record ChartValues(Map<ChartValue, String> set) {

  /** The chart's defaults: no switch is on. */
  public static final ChartValues DEFAULTS = new ChartValues(Map.of());

  public ChartValues {
    set = Map.copyOf(set);
    set.forEach(
        (value, text) ->
            value
                .refusal(text)
                .ifPresent(
                    wanted -> {
                      throw new IllegalArgumentException(
                          value.key() + " takes " + wanted + ", not \"" + text + "\"");
                    }));
  }

  /** The same with one more; the later of two wins, as in Helm. */
  public ChartValues with(ChartValue value, String text) {
    Map<ChartValue, String> more = new EnumMap<>(ChartValue.class);
    more.putAll(set);
    more.put(value, text);
    return new ChartValues(more);
  }

  public boolean isOn(ChartValue value) {
    return "true".equals(set.get(value));
  }

  /** Empty where it is not set, or set to nothing, which Helm's templates take for the same. */
  public Optional<String> text(ChartValue value) {
    return Optional.ofNullable(set.get(value)).filter(text -> !text.isEmpty());
  }

  /** The further flags of kube-state-metrics, in order. */
  public List<String> extraArgs() {
    return list(ChartValue.EXTRA_ARGS);
  }

  /** The further flags of its proxies, in order. */
  public List<String> proxyExtraArgs() {
    return list(ChartValue.PROXY_EXTRA_ARGS);
  }

  private List<String> list(ChartValue value) {
    return text(value)
        .map(list -> list.substring(1, list.length() - 1))
        .filter(words -> !words.isEmpty())
        .map(words -> Arrays.stream(words.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }

  /** Those that a release does not have, so that setting them changes nothing. */
  public List<ChartValue> unknownTo(ChartVersion version) {
    return set.keySet().stream().filter(value -> version.isBefore(value.since())).sorted().toList();
  }
}
