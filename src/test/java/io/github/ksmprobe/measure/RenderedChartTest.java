package io.github.ksmprobe.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.charts.Eras;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release of the chart is rendered with two sets of values, and says what the table should. */
class RenderedChartTest {

  private static final String BY_NAME =
      """
              ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 8081}]
              livenessProbe: {httpGet: {path: /livez, port: http, scheme: HTTP}}
              readinessProbe: {httpGet: {path: /readyz, port: metrics, scheme: HTTP}}
      """;

  @TempDir private Path folder;

  @Test
  void a_release_that_the_table_has_right_agrees() throws IOException {
    assertEquals("Chart 8.4.0 renders what the table says.", found("8.4.0", "2.20.0", BY_NAME));
  }

  @Test
  void the_same_pod_with_a_new_image_continues_the_newest_era() throws IOException {
    assertEquals(
        "Chart 98.0.0 renders the pod of "
            + Eras.newest()
            + ": it is the new last release of that era, with the"
            + " image \"98.0.0 2.99.0\".",
        found("98.0.0", "2.99.0", BY_NAME));
  }

  @Test
  void the_same_pod_with_the_same_image_continues_it_without_one() throws IOException {
    assertEquals(
        "Chart 98.0.0 renders the pod of "
            + Eras.newest()
            + ": it is the new last release of that era.",
        found("98.0.0", Eras.all().getLast().images().getLast().version().number(), BY_NAME));
  }

  @Test
  void probes_that_ask_elsewhere_begin_an_era() throws IOException {
    assertEquals(
        """
        Chart 98.0.0 renders another pod. A new era:
          layout PROBED_BY_NAME, proxied LET_THROUGH_BY_NAME, startup none, liveness /healthz, readiness /readyz on main
          default: + kube-state-metrics liveness asks HTTP port http /healthz
          default: + kube-state-metrics readiness asks HTTP port http /readyz
          default: - kube-state-metrics liveness asks HTTP port http /livez
          default: - kube-state-metrics readiness asks HTTP port metrics /readyz
          hostNetwork=true: + kube-state-metrics liveness asks HTTP port http of 127.0.0.1 /healthz
          hostNetwork=true: + kube-state-metrics readiness asks HTTP port http of 127.0.0.1 /readyz
          hostNetwork=true: - kube-state-metrics liveness asks HTTP port http of 127.0.0.1 /livez
          hostNetwork=true: - kube-state-metrics readiness asks HTTP port metrics of 127.0.0.1 /readyz"""
            .stripIndent(),
        found(
            "98.0.0",
            "2.20.0",
            BY_NAME
                .replace("/livez", "/healthz")
                .replace("/readyz, port: metrics", "/readyz, port: http")));
  }

  @Test
  void a_pod_that_no_row_can_say_is_shown_by_what_differs() throws IOException {
    assertEquals(
        """
        Chart 98.0.0 renders a pod that no words of Era say. It differs from the table's so:
          default: + kube-state-metrics declares metrics 9999
          default: - kube-state-metrics declares metrics 8081
          hostNetwork=true: + kube-state-metrics declares metrics 9999
          hostNetwork=true: - kube-state-metrics declares metrics 8081""",
        found("98.0.0", "2.20.0", BY_NAME.replace("8081", "9999")));
  }

  @Test
  void a_folder_without_the_default_rendering_is_refused() {
    IOException refused = assertThrows(IOException.class, () -> RenderedChart.read(folder));
    assertEquals(folder + " has no default.yaml", refused.getMessage());
  }

  private String found(String chart, String image, String rest) throws IOException {
    write("default", chart, image, "", rest);
    write(
        "hostNetwork=true",
        chart,
        image,
        "      hostNetwork: true\n",
        rest.replace("scheme: HTTP", "host: 127.0.0.1, scheme: HTTP"));
    return RenderedChart.read(folder).finding().words();
  }

  private void write(String set, String chart, String image, String pod, String rest)
      throws IOException {
    Files.writeString(
        folder.resolve(set + ".yaml"),
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: ksm
          labels: {helm.sh/chart: kube-state-metrics-%s}
        spec:
          template:
            spec:
        %s      containers:
              - name: kube-state-metrics
                image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v%s
                args: [--port=8080]
        %s"""
            .formatted(chart, pod, image, rest));
  }
}
