package io.github.ksmprobe.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Our own chart, installed as docs/install.md says.
 *
 * @param release its name
 */
record Helm(Sandbox sandbox, String release) {

  /** The one release of a namespace, called as that is. */
  Helm(Sandbox sandbox) {
    this(sandbox, sandbox.namespace);
  }

  /**
   * Installs or upgrades it.
   *
   * @param values {@code key=value}
   */
  void install(String... values) {
    helm(with(values, "upgrade", "--install", release, "deploy/chart"));
  }

  /** What it would install, as text. */
  String rendered(String... values) {
    return helm(with(values, "template", release, "deploy/chart", "--kube-version=1.36"));
  }

  private static List<String> with(String[] values, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    Stream.of(values).forEach(value -> line.addAll(List.of("--set", value)));
    return line;
  }

  /** Runs the test that it brings. */
  void test() {
    helm(List.of("test", release, "--timeout=" + Sandbox.PATIENCE.toSeconds() + "s"));
  }

  void uninstall() {
    helm(List.of("uninstall", release));
  }

  private String helm(List<String> words) {
    List<String> line = new ArrayList<>(words);
    line.addAll(List.of("--namespace", sandbox.namespace));
    return Cluster.run("helm", "", line.toArray(String[]::new));
  }

  /** Its pods that have an address, those about to end among them. */
  List<Exporter> exporters() {
    return Cluster.CLIENT
        .pods()
        .inNamespace(sandbox.namespace)
        .withLabel("app.kubernetes.io/name", "ksm-probe-exporter")
        .withLabel("app.kubernetes.io/instance", release)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getStatus().getPodIP() != null)
        .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getName()))
        .map(Exporter::in)
        .toList();
  }
}
