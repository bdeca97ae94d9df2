package io.github.ksmprobe.e2e;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the kubelet itself counts of its probes: prober_probe_total. */
final class Kubelet {

  private static final String PROBES = "http://10.88.0.1:10255/metrics/probes";

  private Kubelet() {}

  /** How often a probe was run with which result. */
  record Runs(double good, double bad) {

    static final Runs NONE = new Runs(0, 0);

    Runs plus(Runs other) {
      return new Runs(good + other.good, bad + other.bad);
    }

    Runs since(Runs before) {
      return new Runs(good - before.good, bad - before.bad);
    }

    boolean areMixed() {
      return good > 0 && bad > 0;
    }

    double all() {
      return good + bad;
    }
  }

  /** Of a pod's probes, by container and type: {@code kube-state-metrics readiness}. */
  static Map<String, Runs> runs(String namespace, String pod) throws IOException {
    Map<String, Runs> runs = new TreeMap<>();
    Samples.of(Cluster.get(PROBES))
        .named("prober_probe_total", "namespace", namespace, "pod", pod)
        .forEach(
            sample -> {
              String type = sample.label("probe_type").toLowerCase(Locale.ROOT);
              boolean good = sample.label("result").equals("successful");
              runs.merge(
                  sample.label("container") + " " + type,
                  good ? new Runs(sample.value(), 0) : new Runs(0, sample.value()),
                  Runs::plus);
            });
    return runs;
  }
}
