package io.github.ksmprobe.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Our own chart, installed as docs/install.md says, as a watcher of the whole cluster. Its release
 * is called as the namespace: it has a ClusterRole.
 */
record Helm(Sandbox sandbox) {

  /**
   * Installs or upgrades it.
   *
   * @param values {@code key=value}
   */
  void install(String... values) {
    List<String> line =
        new ArrayList<>(List.of("upgrade", "--install", sandbox.namespace, "deploy/chart"));
    line.addAll(List.of("--namespace", sandbox.namespace));
    for (String value : values) {
      line.addAll(List.of("--set", value));
    }
    Cluster.run("helm", "", line.toArray(String[]::new));
  }

  /** Its pods that have an address, those about to end among them. */
  List<Exporter> exporters() {
    return Cluster.CLIENT
        .pods()
        .inNamespace(sandbox.namespace)
        .withLabel("app.kubernetes.io/instance", sandbox.namespace)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getStatus().getPodIP() != null)
        .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getName()))
        .map(Exporter::in)
        .toList();
  }
}
