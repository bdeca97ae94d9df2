package io.github.ksmprobe.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is deployed is what lies in alerts/ and dashboards/: nothing lost, nothing rewritten. */
final class CopiesTest {

  private static final Path RULES = Path.of("alerts/ksm-probe-exporter.rules.yaml");
  private static final String SYNC = "run tools/sync-deploy";
  private static final String RENDERINGS = "io.github.ksmprobe.deploy.Renderings#all";
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @MethodSource(RENDERINGS)
  void the_rules_are_those_of_alerts(Rendered rendered) throws IOException {
    List<Object> specs =
        rendered.objects().stream()
            .filter(object -> "PrometheusRule".equals(object.get("kind")))
            .map(object -> object.get("spec"))
            .toList();
    assertEquals(1, specs.size());
    Object wanted = new Rendered("rules", Files.readString(RULES)).objects().getFirst();
    assertEquals(wanted, specs.getFirst(), SYNC);
  }

  // Or an alert that no series is left to give a namespace to escapes grouping and inhibition.
  @Test
  void the_rules_name_the_namespace_and_the_job_that_were_chosen() {
    Rendered chart = Renderings.release("a", "elsewhere", "podMonitor.job=probes");
    Rendered values =
        Renderings.kubeStateMetricsChart("values-kube-state-metrics.yaml", "a", "elsewhere");
    for (Rendered rendered : List.of(chart, values)) {
      String rules = rendered.one(Custom.PrometheusRule.class).toString();
      assertTrue(rules.contains("\"namespace\", \"elsewhere\""), rules);
      assertFalse(rules.contains("\"monitoring\""), rules);
    }
    assertFalse(chart.yaml().contains("job=\"ksm-probe-exporter"), chart.yaml());
    assertFalse(chart.yaml().contains("job=\\\"ksm-probe-exporter"), chart.yaml());
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS)
  void the_dashboards_are_those_of_dashboards(Rendered rendered) throws IOException {
    if (rendered.name().startsWith("values-")) {
      return; // Helm's tpl would eat {{legend}}: these values leave dashboards to chart and
      // kustomize.
    }
    Map<String, JsonNode> deployed = new HashMap<>();
    for (ConfigMap map : rendered.all(ConfigMap.class)) {
      assertEquals("1", map.getMetadata().getLabels().get("grafana_dashboard"));
      map.getData().forEach((name, text) -> deployed.put(name, JSON.readTree(text)));
    }
    Map<String, JsonNode> wanted = new HashMap<>();
    try (Stream<Path> files = Files.list(Path.of("dashboards"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".json")).toList()) {
        wanted.put(file.getFileName().toString(), JSON.readTree(Files.readString(file)));
      }
    }
    assertFalse(wanted.isEmpty());
    assertEquals(wanted, deployed, SYNC + ", and name each in dashboards/kustomization.yaml");
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS)
  void grafana_operator_objects_point_at_config_maps_that_are_there(Rendered rendered) {
    List<ConfigMap> maps = rendered.all(ConfigMap.class);
    List<Custom.GrafanaDashboard> dashboards = rendered.all(Custom.GrafanaDashboard.class);
    if (rendered.name().contains("grafana-operator")) {
      assertEquals(maps.size(), dashboards.size());
    }
    for (Custom.GrafanaDashboard dashboard : dashboards) {
      ConfigMap map =
          maps.stream()
              .filter(
                  one -> one.getMetadata().getName().equals(dashboard.spec().configMapRef().name()))
              .findFirst()
              .orElseThrow();
      assertNotNull(map.getData().get(dashboard.spec().configMapRef().key()));
      assertEquals(map.getMetadata().getNamespace(), dashboard.metadata().getNamespace());
    }
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS)
  void inhibition_speaks_of_alerts_that_are_there(Rendered rendered) {
    Set<String> alerts =
        rendered.one(Custom.PrometheusRule.class).spec().groups().stream()
            .flatMap(group -> group.rules().stream())
            .flatMap(rule -> Stream.ofNullable(rule.alert()))
            .collect(Collectors.toSet());
    rendered.all(Custom.AlertmanagerConfig.class).stream()
        .flatMap(config -> Stream.ofNullable(config.spec().inhibitRules()).flatMap(List::stream))
        .flatMap(rule -> Stream.of(rule.sourceMatch(), rule.targetMatch()).flatMap(List::stream))
        .filter(matcher -> matcher.name().equals("alertname"))
        .map(matcher -> String.valueOf(matcher.value()))
        .filter(name -> !name.startsWith("KubeAPI"))
        .forEach(
            name ->
                assertTrue(
                    alerts.stream().anyMatch(alert -> alert.matches(name)),
                    () -> name + " is no alert"));
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS)
  void config_maps_are_below_the_limit_of_one_mebibyte(Rendered rendered) {
    rendered
        .all(ConfigMap.class)
        .forEach(map -> assertTrue(map.getData().toString().length() < 1_000_000));
  }
}
