package io.github.ksmprobe.workload;

import java.util.Map;

/**
 * Where an object was read.
 *
 * @param name of the file, or of whatever else it came from
 * @param number of the object in it, counted from 1
 * @param lines of its probes, by container and key: {@code kube-state-metrics/livenessProbe}; and
 *     its own, by an empty text. None where it was no text
 */
public record Source(String name, int number, Map<String, Integer> lines) {

  public Source {
    lines = Map.copyOf(lines);
  }

  /** One without lines. */
  public Source(String name, int number) {
    this(name, number, Map.of());
  }

  /** The line of a probe, else of the object; 1 where it was no text. */
  public int line(String container, ProbeType probe) {
    return lines.getOrDefault(container + "/" + probe.key(), lines.getOrDefault("", 1));
  }

  /** {@code pods.yaml}, {@code pods.yaml#2}, {@code pods.yaml#3}. */
  @Override
  public String toString() {
    return number == 1 ? name : name + "#" + number;
  }
}
