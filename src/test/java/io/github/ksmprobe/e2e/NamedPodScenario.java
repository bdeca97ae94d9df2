package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Role that names the pods of a StatefulSet and no other, as docs/rbac.md has it. */
@Scenario
final class NamedPodScenario {

  @ParameterizedTest(name = "with {0} on it by name it is known as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get,list,watch | pod_get
          list,watch     | pod_list
          """)
  void one_pod_is_read_and_watched_by_its_name(String verbs, String source) {
    try (Sandbox sandbox = new Sandbox(source.replace('_', '-'))) {
      String inNamespace = "--namespace=" + sandbox.namespace;
      Cluster.kubectl(
          inNamespace,
          "create",
          "role",
          "named",
          "--verb=" + verbs,
          "--resource=pods",
          "--resource-name=kube-state-metrics-0");
      Cluster.kubectl(
          inNamespace,
          "create",
          "rolebinding",
          "named",
          "--role=named",
          "--serviceaccount=" + sandbox.namespace + ":kube-state-metrics");
      String manifests = sandbox.rendered("2.20.0", "sidecar");
      Cluster.apply(manifests.replace("kind: Deployment", "kind: StatefulSet"));
      Cluster.kubectl("delete", "clusterrolebinding", sandbox.namespace);
      Pod pod = sandbox.pod("2.20.0");
      Exporter exporter = Exporter.in(pod);
      until(
          "the pod is read",
          () -> exporter.metrics().has(1, "ksm_probe_workload_source_info", "source", source));
      until("readiness is judged", () -> !exporter.reason(pod, "readiness").isEmpty());
      until("it is watched", () -> answered(exporter, "watch", "200"));
      assertFalse(answered(exporter, "watch", "403"));
      assertFalse(answered(exporter, "list", "403"));
      Agreement.holds(exporter, pod);
    }
  }

  private static boolean answered(Exporter exporter, String verb, String code) {
    return exporter
        .metrics()
        .named("ksm_probe_kubernetes_api_requests_total", "verb", verb, "code", code)
        .findAny()
        .isPresent();
  }
}
