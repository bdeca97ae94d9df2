package io.github.ksmprobe.deploy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own Helm chart. Golden files are written anew with {@code -Dgolden.write=true}. */
final class ChartTest {

  private static final Path GOLDEN = Path.of("src/test/resources/deploy/golden");

  static Stream<String> sets() {
    return Renderings.CHART_VALUES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void renders_as_the_golden_file_says(String set) throws IOException {
    Path golden = GOLDEN.resolve(set + ".yaml");
    String rendered = withoutCopies(Renderings.chart(set).yaml());
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, rendered);
    }
    assertEquals(Files.readString(golden), rendered);
  }

  @Test
  void no_golden_file_is_unused() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString().replace(".yaml", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(Renderings.CHART_VALUES.keySet()), names);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mode=sidecar", "mode=cluster", "mode=cluster,cluster.shards=2"})
  void lints(String values) {
    RenderingTool.Ran ran =
        RenderingTool.helm()
            .run("lint", "--strict", "--kube-version", "1.33.0", "--set", values, Renderings.CHART);
    assertEquals(0, ran.code(), ran.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode=daemonset",
        "cluster.shards=0",
        "podMonitor.job=kube-state-metrics",
        "podMonitor.interval=soon",
        "image.digest=latest",
        "serviceacount.create=true",
        "cluster.component=two words",
        "cluster.extraArgs={interval=30s}",
        "kubeStateMetrics.serviceAccountName=",
        "rules.severities.KubeStateMetricsDown=loud",
        "rules.grafanaUrl=grafana",
      })
  void the_schema_refuses(String values) {
    RenderingTool.Ran ran =
        RenderingTool.helm().run(Renderings.chartArguments("template", List.of(values)));
    assertNotEquals(0, ran.code(), ran.out());
    assertTrue(ran.err().contains("values don't meet the specifications of the schema"), ran.err());
  }

  @Test
  void another_component_needs_the_labels_of_its_pods() {
    RenderingTool.Ran ran =
        RenderingTool.helm()
            .run(
                Renderings.chartArguments(
                    "template", List.of("mode=cluster", "cluster.component=node_exporter")));
    assertNotEquals(0, ran.code(), ran.out());
    assertTrue(
        ran.err()
            .contains(
                "cluster.component is node_exporter: set kubeStateMetrics.podLabels to what its"
                    + " pods have"),
        ran.err());
  }

  @Test
  void an_alert_gets_the_severity_that_is_asked_for_or_goes_and_its_dashboard_a_link() {
    Rendered rendered =
        Renderings.release(
            "a",
            "b",
            "rules.severities.KubeStateMetricsUpgradeBlocked=warning",
            "rules.severities.KubeStateMetricsVersionSkew=none",
            "rules.grafanaUrl=https://grafana.example.org/");
    Map<String, Custom.Rule> alerts =
        rendered.one(Custom.PrometheusRule.class).spec().groups().stream()
            .flatMap(group -> group.rules().stream())
            .filter(rule -> rule.alert() != null)
            .collect(Collectors.toMap(rule -> String.valueOf(rule.alert()), rule -> rule));
    assertEquals(14, alerts.size());
    assertFalse(alerts.containsKey("KubeStateMetricsVersionSkew"));
    Custom.Rule loud = requireNonNull(alerts.get("KubeStateMetricsUpgradeBlocked"));
    assertEquals(Map.of("severity", "warning"), loud.labels());
    for (Custom.Rule alert : alerts.values()) {
      Map<String, String> said = requireNonNull(alert.annotations());
      String link = String.valueOf(said.get("dashboard_url"));
      assertTrue(link.startsWith("https://grafana.example.org/d/ksm-"), link);
      assertFalse(said.containsKey("dashboard"));
    }
  }

  @Test
  void a_severity_for_an_alert_that_is_not_there_is_refused() {
    List<String> values = List.of("rules.severities.KubeStateMetricsDwon=info");
    RenderingTool.Ran ran = RenderingTool.helm().run(Renderings.chartArguments("template", values));
    assertNotEquals(0, ran.code(), ran.out());
    assertTrue(
        ran.err().contains("\"KubeStateMetricsDwon\", and there is no such alert"), ran.err());
  }

  @Test
  void a_shard_is_replaced_before_it_goes_and_one_that_goes_for_good_watches_on_meanwhile() {
    List<Deployment> shards = Renderings.chart("cluster-sharded").all(Deployment.class);
    assertEquals(3, shards.size());
    for (int i = 0; i < shards.size(); i++) {
      DeploymentSpec spec = shards.get(i).getSpec();
      assertEquals(0, spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal());
      PodSpec pod = spec.getTemplate().getSpec();
      Container container = pod.getContainers().getFirst();
      assertTrue(container.getArgs().containsAll(List.of("--total-shards=3", "--shard=" + i)));
      Map<String, String> labels = spec.getTemplate().getMetadata().getLabels();
      for (int j = 0; j < shards.size(); j++) {
        Map<String, String> selected = shards.get(j).getSpec().getSelector().getMatchLabels();
        assertEquals(i == j, labels.entrySet().containsAll(selected.entrySet()));
      }
      long goesOn = container.getLifecycle().getPreStop().getSleep().getSeconds();
      assertTrue(pod.getTerminationGracePeriodSeconds() >= goesOn + 10);
    }
  }

  @Test
  void a_kubernetes_that_knows_no_sleep_before_the_end_is_not_told_of_one() {
    String rendered =
        RenderingTool.helm()
            .print(
                "template",
                "probes",
                Renderings.CHART,
                "--kube-version=1.29.0",
                "--set=mode=cluster,cluster.shards=2");
    assertFalse(rendered.contains("preStop"));
  }

  @Test
  void helm_test_asks_the_health_page_through_the_service() {
    String rendered = Renderings.chart("cluster").yaml();
    assertTrue(rendered.contains("helm.sh/hook: test"));
    assertTrue(
        rendered.contains("http://probes-ksm-probe-exporter.monitoring.svc:10117/-/healthy"));
    assertTrue(rendered.contains("name: probes-ksm-probe-exporter\n"));
  }

  // Rules and dashboards are held against their originals in CopiesTest: here they would only
  // repeat.
  private static String withoutCopies(String yaml) {
    return Stream.of(yaml.split("(?m)^---\n"))
        .filter(
            object ->
                !object.contains("kind: PrometheusRule") && !object.contains("kind: ConfigMap"))
        .collect(Collectors.joining("---\n"));
  }
}
