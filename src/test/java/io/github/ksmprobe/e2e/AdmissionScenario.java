package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import org.junit.jupiter.api.Test;

/** What lets the sidecar in, and what keeps it out. */
@Scenario
final class AdmissionScenario {

  private static final String IMAGE_THAT_IS_NOWHERE =
      """
      - op: replace
        path: /spec/template/spec/containers/1/image
        value: registry.invalid/ksm-probe-exporter:0.1.0
      """;

  @Test
  void is_admitted_under_pod_security_restricted_as_sidecar_and_as_watcher() {
    try (Sandbox sandbox =
        new Sandbox("restricted", "pod-security.kubernetes.io/enforce=restricted")) {
      sandbox.install("2.20.0");
      Helm helm = new Helm(sandbox);
      helm.install("mode=cluster");
      Pod pod = sandbox.pod("2.20.0");
      until("the pod is ready", () -> sandbox.isReady(pod));
      until(
          "the watcher is ready",
          () -> helm.exporters().stream().anyMatch(one -> Readiness.isPodReady(one.pod())));
      Exporter exporter = Exporter.in(pod);
      until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
      Agreement.holds(exporter, pod);
    }
  }

  @Test
  void a_sidecar_that_cannot_be_pulled_leaves_the_old_pod_serving_and_the_new_one_unready() {
    try (Sandbox sandbox = new Sandbox("pull")) {
      sandbox.install("2.20.0");
      Pod old = sandbox.pod("2.20.0");
      until("the pod is ready", () -> sandbox.isReady(old));
      sandbox.install("2.20.0", IMAGE_THAT_IS_NOWHERE);
      Pod pod = sandbox.after(old);
      until("the pull failed", () -> sandbox.event(pod, "Failed", "registry.invalid"));
      until("kube-state-metrics is ready", () -> ready(sandbox, pod, "kube-state-metrics"));
      assertFalse(ready(sandbox, pod, "ksm-probe-exporter"));
      assertFalse(sandbox.isReady(pod), "a pod is ready when all its containers are");
      until("its Service knows it as not ready", () -> serves(sandbox, pod, false));
      assertTrue(sandbox.isReady(old), "the roll-out waits");
      assertTrue(serves(sandbox, old, true), "and the old pod serves");
    }
  }

  private static boolean serves(Sandbox sandbox, Pod pod, boolean ready) {
    return Cluster.CLIENT
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(sandbox.namespace)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(one -> one.getTargetRef().getName().equals(pod.getMetadata().getName()))
        .anyMatch(one -> one.getConditions().getReady() == ready);
  }

  @Test
  void a_native_sidecar_sees_the_first_answer_of_kube_state_metrics() {
    try (Sandbox sandbox = new Sandbox("native")) {
      Cluster.apply(nativeSidecar(sandbox));
      sandbox.mayRead("ksm-kube-state-metrics");
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the pod is ready", () -> sandbox.isReady(pod));
      until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
      until("liveness is ok", () -> exporter.reason(pod, "liveness").equals("ok"));
      assertTrue(
          sandbox.now(pod).getStatus().getInitContainerStatuses().stream()
              .allMatch(container -> container.getStarted() && container.getReady()));
      assertFalse(exporter.logged("severity=error"), "that it had not started yet was no error");
      Agreement.holds(exporter, pod);
    }
  }

  @Test
  void kube_state_metrics_does_not_start_before_a_native_sidecar_whose_image_cannot_be_pulled() {
    try (Sandbox sandbox = new Sandbox("native-pull")) {
      Cluster.apply(nativeSidecar(sandbox).replace("ghcr.io/ksmprobe/", "registry.invalid/"));
      Pod pod = sandbox.pod("2.20.0");
      until("the pull failed", () -> sandbox.event(pod, "Failed", "registry.invalid"));
      ContainerState state =
          sandbox.now(pod).getStatus().getContainerStatuses().getFirst().getState();
      assertEquals("PodInitializing", state.getWaiting().getReason());
    }
  }

  private static String nativeSidecar(Sandbox sandbox) {
    return Cluster.run(
        "helm",
        "",
        "template",
        "ksm",
        "src/test/resources/deploy/charts/kube-state-metrics",
        "--namespace=" + sandbox.namespace,
        "--values=deploy/helm/values-kube-state-metrics-native-sidecar.yaml");
  }

  private static boolean ready(Sandbox sandbox, Pod pod, String container) {
    return sandbox.now(pod).getStatus().getContainerStatuses().stream()
        .anyMatch(one -> one.getName().equals(container) && one.getReady());
  }
}
