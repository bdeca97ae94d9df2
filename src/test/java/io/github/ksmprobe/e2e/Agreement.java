package io.github.ksmprobe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Pod;
import io.github.ksmprobe.e2e.Kubelet.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exporter's verdicts beside what the kubelet counted in the same time, probe by probe. */
final class Agreement {

  /** So many runs of each probe are looked at. */
  private static final int RUNS = 2;

  private Agreement() {}

  /**
   * Holds both against each other, while nothing changes.
   *
   * @param exporter which watches the pod
   */
  static void holds(Exporter exporter, Pod pod) {
    Map<String, String> said = results(exporter, pod);
    assertFalse(said.isEmpty(), "nothing is said of " + pod.getMetadata().getName());
    Map<String, Runs> before = runs(pod);
    Sandbox.until(
        "the kubelet has run each probe of " + pod.getMetadata().getName(),
        () -> {
          Map<String, Runs> now = runs(pod);
          return said.entrySet().stream()
              .filter(probe -> !probe.getValue().equals("discarded"))
              .allMatch(probe -> since(before, now, probe.getKey()).all() >= RUNS);
        });
    Map<String, Runs> after = runs(pod);
    assertEquals(said, results(exporter, pod), "the verdicts changed meanwhile");
    List<String> disagreements = new ArrayList<>();
    said.forEach(
        (probe, result) -> {
          Runs runs = since(before, after, probe);
          boolean agree =
              switch (result) {
                case "success" -> runs.good() > 0 && runs.bad() == 0;
                case "failure" -> runs.good() == 0 && runs.bad() > 0;
                case "discarded" -> runs.all() == 0;
                default -> false;
              };
          if (!agree) {
            disagreements.add(probe + " is " + result + " here; the kubelet counted " + runs);
          }
        });
    assertEquals(List.of(), disagreements);
  }

  private static Runs since(Map<String, Runs> before, Map<String, Runs> now, String probe) {
    return now.getOrDefault(probe, Runs.NONE).since(before.getOrDefault(probe, Runs.NONE));
  }

  private static Map<String, String> results(Exporter exporter, Pod pod) {
    Map<String, String> results = new TreeMap<>();
    exporter
        .metrics()
        .named("ksm_probe_kubelet_result", "target_pod", pod.getMetadata().getName())
        .filter(sample -> sample.value() == 1)
        .forEach(
            sample ->
                results.put(
                    sample.label("target_container") + " " + sample.label("probe_type"),
                    sample.label("result")));
    return results;
  }

  private static Map<String, Runs> runs(Pod pod) {
    try {
      return Kubelet.runs(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
