package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;

/** What the sidecar knows with the rights that docs/rbac.md names, and without any. */
@Scenario
final class RightsScenario {

  /** kube-state-metrics gets a token by itself, so that the exporter is the one without. */
  private static final String NO_TOKEN_FOR_THE_EXPORTER =
      """
      - op: replace
        path: /spec/template/spec/automountServiceAccountToken
        value: false
      - op: add
        path: /spec/template/spec/volumes
        value:
          - name: token
            projected:
              sources:
                - serviceAccountToken: {path: token}
                - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
      - op: add
        path: /spec/template/spec/containers/0/volumeMounts
        value: [{name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]
      """;

  /** To be applied after the one above. */
  private static final String PROBES_FROM_A_FILE =
      """
      - op: add
        path: /spec/template/spec/volumes/-
        value: {name: probes, configMap: {name: probes}}
      - op: add
        path: /spec/template/spec/containers/1/volumeMounts
        value: [{name: probes, mountPath: /etc/probes}]
      - op: replace
        path: /spec/template/spec/containers/1/args
        value: [run, --pod-file=/etc/probes/pod.yaml]
      """;

  @Test
  void without_its_role_it_lists_as_kube_state_metrics_may() {
    try (Sandbox sandbox = new Sandbox("list")) {
      Cluster.apply(sandbox.rendered("2.20.0", "sidecar"));
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the pod is listed", () -> source(exporter, "pod_list"));
      until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
      until("it is ready", () -> sandbox.isReady(pod));
      assertTrue(exporter.logged("the API server denies one way", "request=\"get pod\""));
      Agreement.holds(exporter, pod);
    }
  }

  @Test
  void without_any_right_endpoints_are_probed_and_a_right_that_comes_later_is_used() {
    try (Sandbox sandbox = new Sandbox("rights")) {
      Cluster.apply(sandbox.rendered("2.20.0", "sidecar"));
      Cluster.kubectl("delete", "clusterrolebinding", sandbox.namespace);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("nothing can be read", () -> source(exporter, "flags"));
      assertTrue(exporter.metrics().has(1, "ksm_probe_kubernetes_api_up"), "refused is answered");
      until(
          "endpoints are probed",
          () -> exporter.metrics().has(200, "ksm_probe_endpoint_status_code", "path", "/healthz"));
      assertEquals("", exporter.reason(pod, "readiness"), "no probe is known");
      assertFalse(exporter.logged("level=error"));

      Cluster.apply(
          """
          apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata: {name: later, namespace: %1$s}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
          subjects: [{kind: ServiceAccount, name: kube-state-metrics, namespace: %1$s}]
          """
              .formatted(sandbox.namespace));
      until("the pod is read", () -> source(exporter, "pod_get"));
      until("readiness is judged", () -> !exporter.reason(pod, "readiness").isEmpty());
    }
  }

  @Test
  void with_a_right_on_its_deployment_alone_the_template_is_read_and_no_state() {
    try (Sandbox sandbox = new Sandbox("template")) {
      String inNamespace = "--namespace=" + sandbox.namespace;
      Cluster.kubectl(
          inNamespace,
          "create",
          "role",
          "template",
          "--verb=get",
          "--resource=deployments.apps",
          "--resource-name=kube-state-metrics");
      Cluster.kubectl(
          inNamespace,
          "create",
          "rolebinding",
          "template",
          "--role=template",
          "--serviceaccount=" + sandbox.namespace + ":kube-state-metrics");
      Cluster.apply(sandbox.rendered("2.20.0", "sidecar"));
      Cluster.kubectl("delete", "clusterrolebinding", sandbox.namespace);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("the template is read", () -> source(exporter, "owner_template"));
      until("readiness is judged", () -> !exporter.reason(pod, "readiness").isEmpty());
      assertEquals(0, exporter.metrics().named("ksm_probe_container_ready").count());
      Agreement.holds(exporter, pod);
    }
  }

  @Test
  void without_a_token_the_log_says_that_none_is_mounted() {
    try (Sandbox sandbox = new Sandbox("no-token")) {
      sandbox.install("2.20.0", NO_TOKEN_FOR_THE_EXPORTER);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until("it says so", () -> exporter.logged("no ServiceAccount token is mounted"));
      until("it is down", () -> exporter.metrics().has(0, "ksm_probe_kubernetes_api_up"));
      until(
          "endpoints are probed",
          () -> exporter.metrics().has(200, "ksm_probe_endpoint_status_code", "path", "/healthz"));
      until("the pod is ready", () -> sandbox.isReady(pod));
      assertEquals(
          0, exporter.metrics().named("ksm_probe_kubernetes_api_requests_total").count(), "asked");
    }
  }

  @Test
  void without_a_token_a_mounted_file_says_what_the_probes_are() {
    try (Sandbox sandbox = new Sandbox("pod-file")) {
      Cluster.apply(sandbox.rendered("2.20.0", ""));
      String inNamespace = "--namespace=" + sandbox.namespace;
      String deployment =
          Cluster.kubectl(inNamespace, "get", "deployment", "kube-state-metrics", "-o=yaml");
      Cluster.kubectl(
          inNamespace, "create", "configmap", "probes", "--from-literal=pod.yaml=" + deployment);
      Pod without = sandbox.pod("2.20.0");
      Cluster.apply(
          sandbox.rendered("2.20.0", "sidecar", NO_TOKEN_FOR_THE_EXPORTER, PROBES_FROM_A_FILE));
      Pod pod = sandbox.after(without);
      Exporter exporter = Exporter.in(pod);
      until("the file is read", () -> source(exporter, "pod_file"));
      until("readiness is ok", () -> exporter.reason(pod, "readiness").equals("ok"));
      until("liveness is ok", () -> exporter.reason(pod, "liveness").equals("ok"));
      Agreement.holds(exporter, pod);
    }
  }

  private static boolean source(Exporter exporter, String source) {
    return exporter.metrics().has(1, "ksm_probe_workload_source_info", "source", source);
  }
}
