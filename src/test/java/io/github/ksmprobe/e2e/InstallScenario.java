package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of docs/install.md, as they stand there, in the namespace that they name. Charts of
 * others, which cannot be had here, are the stand-ins of src/test/resources/deploy.
 */
@Scenario
@Execution(ExecutionMode.SAME_THREAD)
final class InstallScenario {

  private static final Path CHARTS = Cluster.FIXTURES.resolve("charts");
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```\\n(.*?)^```$");

  @AfterEach
  void takeAway() {
    Cluster.kubectl("delete", "namespace", "monitoring", "--ignore-not-found");
    // Those of these commands only: other scenarios have theirs.
    Cluster.kubectl(
        "delete",
        "clusterrole,clusterrolebinding",
        "--ignore-not-found",
        "monitoring:probes-ksm-probe-exporter",
        "ksm-probe-exporter-cluster");
  }

  @ParameterizedTest(name = "the commands under {0} work")
  @ValueSource(
      strings = {
        "The chart kube-state-metrics",
        "The chart kube-prometheus-stack",
        "One watcher for all pods"
      })
  void the_commands_work(String section) throws IOException {
    commands(section).forEach(InstallScenario::run);
    until("an exporter runs", () -> exporters().anyMatch(pod -> Readiness.isPodReady(pod)));
    Exporter exporter =
        Exporter.in(exporters().filter(Readiness::isPodReady).findFirst().orElseThrow());
    until("it answers", () -> !exporter.answer("/-/ready").isEmpty());
  }

  @Test
  void the_page_can_be_looked_at_through_a_forwarded_port() throws IOException {
    commands("The chart kube-state-metrics").forEach(InstallScenario::run);
    until(
        "the sidecar answers",
        () -> exporters().anyMatch(pod -> !Exporter.in(pod).answer("/-/ready").isEmpty()));
    List<String> look = commands("Add it to your cluster").getFirst().lines().toList();
    String page =
        Cluster.run(
            "bash",
            "",
            "-c",
            look.getFirst()
                + " >/dev/null & trap \"kill $!\" EXIT; "
                + look.getLast().replace("curl", "curl --silent --retry 20 --retry-connrefused"));
    assertTrue(page.contains("kube-state-metrics"), page);
  }

  @Test
  void the_api_server_takes_every_manifest() {
    Cluster.kubectl("create", "namespace", "monitoring");
    Cluster.apply(GRAFANA_DASHBOARDS);
    until(
        "the type is served", () -> Cluster.kubectl("api-resources").contains("GrafanaDashboard"));
    dryRun(Cluster.kubectl("kustomize", "deploy/kustomize/overlays/cluster"));
    for (String overlay : List.of("grafana-operator", "alertmanager")) {
      dryRun(besideStandard(overlay));
    }
    for (String values :
        List.of(
            "mode=sidecar,dashboards.grafanaOperator.enabled=true",
            "mode=cluster,networkPolicy.enabled=true",
            "mode=cluster,cluster.shards=3",
            "mode=cluster,cluster.namespaces={monitoring}")) {
      dryRun(
          Cluster.run(
              "helm",
              "",
              "template",
              "probes",
              "deploy/chart",
              "--namespace=monitoring",
              "--kube-version=1.36.0",
              "--set",
              values));
    }
  }

  /** Another overlay beside that for kube-state-metrics' plain manifests. */
  private static String besideStandard(String overlay) {
    Path folder = Path.of("target", "e2e", overlay).toAbsolutePath();
    Path overlays = folder.relativize(Path.of("deploy/kustomize/overlays").toAbsolutePath());
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("kustomization.yaml"),
          """
          resources: [%1$s]
          components: [%2$s/standard, %2$s/%3$s]
          """
              .formatted(
                  folder.relativize(Cluster.FIXTURES.resolve("standard").toAbsolutePath()),
                  overlays,
                  overlay));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return Cluster.kubectl("kustomize", folder.toString());
  }

  private static void dryRun(String manifests) {
    Cluster.run("kubectl", manifests, "apply", "--dry-run=server", "--filename=-");
  }

  private static void run(String commands) {
    String here =
        commands
            .replace("prometheus-community/kube-state-metrics", CHARTS + "/kube-state-metrics")
            .replace(
                "prometheus-community/kube-prometheus-stack", "target/e2e/kube-prometheus-stack");
    Cluster.run(
        "bash",
        "",
        "-ec",
        """
        rm -rf target/e2e/kube-prometheus-stack
        mkdir -p target/e2e
        cp -r %1$s/kube-prometheus-stack target/e2e/
        mkdir -p target/e2e/kube-prometheus-stack/charts
        cp -r %1$s/kube-state-metrics target/e2e/kube-prometheus-stack/charts/
        """
                .formatted(CHARTS)
            + here);
  }

  /** Blocks of commands between that heading and the next. */
  private static List<String> commands(String heading) throws IOException {
    String page = Files.readString(Path.of("docs/install.md"));
    String section = page.substring(page.indexOf(" " + heading + "\n"));
    int end = section.indexOf("\n## ");
    return COMMANDS
        .matcher(end < 0 ? section : section.substring(0, end))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static Stream<Pod> exporters() {
    return Cluster.CLIENT.pods().inNamespace("monitoring").list().getItems().stream()
        .filter(pod -> pod.getStatus().getPodIP() != null);
  }

  /** Stands in for the Grafana Operator's. */
  private static final String GRAFANA_DASHBOARDS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: grafanadashboards.grafana.integreatly.org}
      spec:
        group: grafana.integreatly.org
        scope: Namespaced
        names: {kind: GrafanaDashboard, plural: grafanadashboards}
        versions:
          - name: v1beta1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;
}
