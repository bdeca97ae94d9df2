package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** kube-state-metrics on loopback behind two real kube-rbac-proxy, as kube-prometheus has it. */
@Scenario
final class KubePrometheusScenario {

  /** The newest that the Go module proxy serves. */
  private static final String IMAGES =
      """
      images:
        - {name: registry.k8s.io/kube-state-metrics/kube-state-metrics, newTag: v2.20.0}
        - {name: quay.io/brancz/kube-rbac-proxy, newTag: v0.19.1}
      patches:
      """;

  /** The kubelet is patient, so that nothing is restarted meanwhile. */
  private static final String PROBES_THROUGH_THE_PROXIES =
      """
      - op: add
        path: /spec/template/spec/containers/0/livenessProbe
        value: {httpGet: {path: /livez, port: 8443, scheme: HTTPS}, failureThreshold: 60}
      - op: add
        path: /spec/template/spec/containers/0/readinessProbe
        value: {httpGet: {path: /readyz, port: 9443, scheme: HTTPS}}
      """;

  private static final String LET_THROUGH =
      """
      - {op: add, path: /spec/template/spec/containers/1/args/-, value: --ignore-paths=/livez}
      - {op: add, path: /spec/template/spec/containers/2/args/-, value: --ignore-paths=/readyz}
      """;

  @Test
  void what_the_kubelet_cannot_see_is_seen_and_probes_through_the_proxy_are_judged() {
    try (Sandbox sandbox = new Sandbox("kube-prometheus")) {
      sandbox.mayRead("kube-state-metrics");
      apply(sandbox);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("it is ready", () -> sandbox.isReady(pod));
      until(
          "main is seen behind its proxy",
          () ->
              exporter
                  .metrics()
                  .has(200, "ksm_probe_endpoint_status_code", "path", "/livez", "via", "loopback"));
      until("it has no probe", () -> exporter.reason(pod, "readiness").equals("no_probe"));
      assertEquals(0, exporter.metrics().named("ksm_probe_mismatch").count());

      apply(sandbox, PROBES_THROUGH_THE_PROXIES);
      Pod refused = sandbox.after(pod);
      judged(refused, "auth_required");
      until(
          "the kubelet says the same",
          () -> sandbox.event(refused, "Unhealthy", "Readiness probe failed: HTTP probe failed"));
      assertFalse(sandbox.isReady(refused));

      apply(sandbox, PROBES_THROUGH_THE_PROXIES, LET_THROUGH);
      Pod through = sandbox.after(refused);
      judged(through, "ok");
      until("it is ready", () -> sandbox.isReady(through));
    }
  }

  private static void judged(Pod pod, String reason) {
    Exporter exporter = Exporter.in(pod);
    until("readiness is " + reason, () -> exporter.reason(pod, "readiness").equals(reason));
    until("liveness is " + reason, () -> exporter.reason(pod, "liveness").equals(reason));
    Agreement.holds(exporter, pod);
  }

  private static void apply(Sandbox sandbox, String... patches) {
    Cluster.apply(
        sandbox.rendered(
            Cluster.FIXTURES.resolve("kube-prometheus"),
            "overlays/kube-prometheus",
            IMAGES,
            patches));
  }
}
