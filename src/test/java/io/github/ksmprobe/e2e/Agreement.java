package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
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
import java.util.concurrent.atomic.AtomicInteger;

/** The exporter's verdicts beside what the kubelet counted in the same time, probe by probe. */
final class Agreement {

  /** So many runs of each probe are looked at. */
  private static final int RUNS = 2;

  /** One answer that is late on a busy machine lasts a round, which is longer than one look. */
  private static final int LOOKS = 3;

  private Agreement() {}

  /**
   * Holds both against each other, as long as nothing changes. What changes meanwhile, as on a busy
   * machine, is looked at again, and so is what disagrees.
   *
   * @param exporter which watches the pod
   */
  static void holds(Exporter exporter, Pod pod) {
    String name = pod.getMetadata().getName();
    List<String> disagreements = new ArrayList<>();
    AtomicInteger looks = new AtomicInteger();
    until(
        "nothing about " + name + " changes for " + RUNS + " runs of each probe",
        () -> {
          Map<String, String> said = results(exporter, pod);
          Map<String, Runs> before = runs(pod);
          until("the kubelet has run each probe of " + name, () -> ran(said, before, runs(pod)));
          Map<String, Runs> after = runs(pod);
          Map<String, Runs> runs = new TreeMap<>();
          said.forEach((probe, _) -> runs.put(probe, since(before, after, probe)));
          disagreements.clear();
          disagreements.addAll(disagreements(said, runs));
          return !said.isEmpty()
              && said.equals(results(exporter, pod))
              && runs.values().stream().noneMatch(Runs::areMixed)
              && (disagreements.isEmpty() || looks.incrementAndGet() == LOOKS);
        });
    assertEquals(List.of(), disagreements, () -> String.join("\n", exporter.log()));
    assertFalse(exporter.wasRestarted(), "the exporter was restarted");
    assertFalse(exporter.logged("from=\"not configured\""), "the first round waited for the pod");
  }

  private static boolean ran(
      Map<String, String> said, Map<String, Runs> before, Map<String, Runs> now) {
    return said.entrySet().stream()
        .filter(probe -> !probe.getValue().equals("discarded"))
        .allMatch(probe -> since(before, now, probe.getKey()).all() >= RUNS);
  }

  private static List<String> disagreements(Map<String, String> said, Map<String, Runs> runs) {
    List<String> disagreements = new ArrayList<>();
    said.forEach(
        (probe, result) -> {
          Runs counted = runs.getOrDefault(probe, Runs.NONE);
          boolean agree =
              switch (result) {
                case "success" -> counted.good() > 0;
                case "failure" -> counted.bad() > 0;
                case "discarded" -> counted.all() == 0;
                default -> false;
              };
          if (!agree) {
            disagreements.add(probe + " is " + result + " here; the kubelet counted " + counted);
          }
        });
    return disagreements;
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
