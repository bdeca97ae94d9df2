package io.github.ksmprobe.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Everything in deploy/, rendered as a user renders it.
 *
 * <p>The real charts cannot be fetched by a build that reaches no chart repository. In their place
 * stand small ones under src/test/resources/deploy/charts, which do with the values what the real
 * ones do: append containers and initContainers by toYaml, pass extraManifests through tpl. So
 * these tests show that the values have the right form under the right keys; they do not show that
 * a chart's next version keeps the keys.
 */
final class Renderings {

  static final Path DEPLOY = Path.of("deploy");
  static final Path CHART = DEPLOY.resolve("chart");
  private static final Path HELM_VALUES = DEPLOY.resolve("helm");
  private static final Path FIXTURES = Path.of("src/test/resources/deploy");
  private static final Path WORK = Path.of("target/deploy-test");
  private static final Map<String, Rendered> DONE = new ConcurrentHashMap<>();

  /** Value sets of our chart that have a golden file each, by its name. */
  static final Map<String, List<String>> CHART_VALUES =
      Map.of(
          "sidecar", List.of(),
          "sidecar-kube-prometheus-stack",
              List.of(
                  "kubeStateMetrics.serviceAccountName=kps-kube-state-metrics",
                  "podMonitor.labels.release=kps",
                  "rules.labels.release=kps",
                  "dashboards.grafanaOperator.enabled=true"),
          "cluster", List.of("mode=cluster", "networkPolicy.enabled=true"),
          "cluster-sharded",
              List.of("mode=cluster", "cluster.shards=3", "cluster.extraArgs={--interval=30s}"),
          "cluster-component",
              List.of(
                  "mode=cluster",
                  "cluster.component=statsd_exporter",
                  "kubeStateMetrics.podLabels.app\\.kubernetes\\.io/name=prometheus-statsd-exporter"),
          "cluster-namespaced",
              List.of("mode=cluster", "cluster.namespaces={monitoring,kube-system}"));

  private Renderings() {}

  /** Overlays with a kube-state-metrics pod that gets the sidecar, and charts that get it. */
  static Stream<Rendered> sidecars() {
    return Stream.of(
        overlayOn("standard"),
        overlayOn("kube-prometheus"),
        kubeStateMetricsChart("values-kube-state-metrics.yaml"),
        kubeStateMetricsChart("values-kube-state-metrics-native-sidecar.yaml"),
        kubePrometheusStack());
  }

  /** One workload for all. */
  static Stream<Rendered> clusters() {
    return Stream.concat(
        Stream.of(overlay("cluster")),
        CHART_VALUES.keySet().stream()
            .filter(set -> set.startsWith("cluster"))
            .map(Renderings::chart));
  }

  /** All there is. */
  static Stream<Rendered> all() {
    return Stream.of(
            sidecars(),
            clusters(),
            Stream.of(overlayWith("grafana-operator"), overlayWith("alertmanager")),
            CHART_VALUES.keySet().stream()
                .filter(set -> set.startsWith("sidecar"))
                .map(Renderings::chart))
        .flatMap(rendered -> rendered);
  }

  static Rendered chart(String set) {
    return once(
        "chart " + set,
        () ->
            RenderingTool.helm()
                .print(chartArguments("template", CHART_VALUES.getOrDefault(set, List.of()))));
  }

  /**
   * A helm command on our chart; a helm built from source takes Kubernetes for 1.20 if not told.
   */
  static Object[] chartArguments(String command, List<String> values) {
    List<Object> line =
        new ArrayList<>(
            List.of(
                command, "probes", CHART, "--namespace", "monitoring", "--kube-version", "1.33.0"));
    values.forEach(value -> line.addAll(List.of("--set", value)));
    return line.toArray();
  }

  /** Our chart under another release's name, in another namespace. */
  static Rendered release(String name, String namespace, String... values) {
    return once(
        String.join(" ", List.of(name, namespace, String.join(",", values))),
        () ->
            RenderingTool.helm()
                .print(
                    Stream.of(chartArguments("template", List.of(values)))
                        .map(one -> one.equals("probes") ? name : one)
                        .map(one -> one.equals("monitoring") ? namespace : one)
                        .toArray()));
  }

  static Rendered kubeStateMetricsChart(String values) {
    return kubeStateMetricsChart(values, "ksm");
  }

  static Rendered kubeStateMetricsChart(String values, String release) {
    return kubeStateMetricsChart(values, release, "monitoring");
  }

  static Rendered kubeStateMetricsChart(String values, String release, String namespace) {
    return once(
        String.join(" ", values, release, namespace),
        () ->
            RenderingTool.helm()
                .print(
                    "template",
                    release,
                    FIXTURES.resolve("charts/kube-state-metrics"),
                    "--namespace=" + namespace,
                    "--values",
                    HELM_VALUES.resolve(values),
                    "--values",
                    HELM_VALUES.resolve("values-kube-state-metrics-rules.yaml")));
  }

  static Rendered kubePrometheusStack() {
    return kubePrometheusStack("kps");
  }

  static Rendered kubePrometheusStack(String release) {
    return once(
        "values-kube-prometheus-stack.yaml " + release,
        () -> {
          Path chart = WORK.resolve("kube-prometheus-stack");
          copy(FIXTURES.resolve("charts/kube-prometheus-stack"), chart);
          copy(
              FIXTURES.resolve("charts/kube-state-metrics"),
              chart.resolve("charts/kube-state-metrics"));
          return RenderingTool.helm()
              .print(
                  "template",
                  release,
                  chart,
                  "--namespace=monitoring",
                  "--values",
                  HELM_VALUES.resolve("values-kube-prometheus-stack.yaml"),
                  "--values",
                  HELM_VALUES.resolve("values-kube-prometheus-stack-rules.yaml"));
        });
  }

  static Rendered overlay(String name) {
    return once(
        "overlay " + name,
        () -> RenderingTool.kustomize().print(DEPLOY.resolve("kustomize/overlays").resolve(name)));
  }

  static Rendered overlayOn(String name) {
    return composed(name, name, name);
  }

  private static Rendered overlayWith(String name) {
    return composed(name, "standard", "standard", name);
  }

  private static Rendered composed(String name, String fixture, String... components) {
    return once(
        "overlay " + name,
        () -> {
          Path place = WORK.resolve("kustomize-" + name);
          String up = "../../../";
          StringBuilder text = new StringBuilder("resources:\n");
          text.append("  - ").append(up).append(FIXTURES.resolve(fixture)).append('\n');
          text.append("components:\n");
          for (String component : components) {
            text.append("  - ").append(up).append("deploy/kustomize/overlays/");
            text.append(component).append('\n');
          }
          Files.createDirectories(place);
          Files.writeString(place.resolve("kustomization.yaml"), text.toString());
          return RenderingTool.kustomize().print(place);
        });
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }

  private interface Rendering {
    String yaml() throws IOException;
  }

  private static Rendered once(String name, Rendering rendering) {
    return DONE.computeIfAbsent(
        name,
        _ -> {
          try {
            return new Rendered(name, rendering.yaml());
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }
}
