package io.github.ksmprobe.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything rendered from deploy/ is what Kubernetes knows, and fits together. */
final class ManifestsTest {

  private static final String EXPORTER = "ksm-probe-exporter";
  private static final String RENDERINGS = "io.github.ksmprobe.deploy.Renderings#";

  @ParameterizedTest
  @MethodSource(RENDERINGS + "all")
  void each_field_is_one_that_its_kind_has(Rendered rendered) {
    List<Map<String, Object>> objects = rendered.objects();
    assertTrue(objects.size() > 1, "almost nothing was rendered");
    objects.forEach(StrictModel::read);
  }

  @Test
  void a_field_that_its_kind_does_not_have_is_refused() {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: a}
        spec:
          containers:
            - name: b
              securityContext: {runAsNonroot: true}
        """;
    Map<String, Object> pod = new Rendered("misspelt", yaml).objects().getFirst();
    var refusal = assertThrows(RuntimeException.class, () -> StrictModel.read(pod));
    assertTrue(refusal.toString().contains("runAsNonroot"), refusal::toString);
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS + "all")
  void no_object_is_there_twice(Rendered rendered) {
    List<String> names = new ArrayList<>();
    for (Map<String, Object> object : rendered.objects()) {
      if (object.get("metadata") instanceof Map<?, ?> metadata) {
        names.add(
            object.get("kind") + " " + metadata.get("namespace") + "/" + metadata.get("name"));
      }
    }
    assertEquals(rendered.objects().size(), Set.copyOf(names).size(), names::toString);
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS + "sidecars")
  void kube_state_metrics_stays_the_first_container_and_keeps_its_own(Rendered rendered) {
    PodTemplateSpec pod = pod(rendered);
    assertEquals("kube-state-metrics", pod.getSpec().getContainers().getFirst().getName());
    assertEquals(1, exporters(pod).count());
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS + "sidecars")
  void the_sidecar_cannot_make_the_pod_unready(Rendered rendered) {
    Container sidecar = exporter(pod(rendered));
    assertNull(sidecar.getReadinessProbe());
    assertNull(sidecar.getStartupProbe());
    var liveness = sidecar.getLivenessProbe();
    assertEquals("/-/healthy", liveness.getHttpGet().getPath());
    assertEquals("probe-metrics", liveness.getHttpGet().getPort().getStrVal());
    int patience = liveness.getPeriodSeconds() * liveness.getFailureThreshold();
    assertTrue(patience >= 300, () -> patience + " s are too few");
  }

  @ParameterizedTest
  @MethodSource({RENDERINGS + "sidecars", RENDERINGS + "clusters"})
  void the_container_is_restricted_and_knows_its_pod(Rendered rendered) {
    Container container = exporter(pod(rendered));
    SecurityContext security = container.getSecurityContext();
    assertEquals(true, security.getRunAsNonRoot());
    assertEquals(false, security.getAllowPrivilegeEscalation());
    assertEquals(true, security.getReadOnlyRootFilesystem());
    assertEquals(List.of("ALL"), security.getCapabilities().getDrop());
    assertEquals("RuntimeDefault", security.getSeccompProfile().getType());
    assertEquals(
        List.of("metadata.name", "metadata.namespace", "status.podIP"),
        Stream.of("POD_NAME", "POD_NAMESPACE", "POD_IP")
            .map(name -> fieldPath(container, name))
            .toList());
    assertTrue(
        container.getResources().getRequests().keySet().containsAll(Set.of("cpu", "memory")));
    assertEquals(Set.of("memory"), container.getResources().getLimits().keySet());
    assertTrue(container.getVolumeMounts().isEmpty());
  }

  @ParameterizedTest
  @MethodSource({RENDERINGS + "sidecars", RENDERINGS + "clusters"})
  void the_pod_monitor_selects_the_pod_and_names_its_port(Rendered rendered) {
    Custom.PodMonitor monitor = rendered.one(Custom.PodMonitor.class);
    assertTrue(
        selects(monitor.spec().selector(), labels(pod(rendered))), "the pod is not selected");
    assertEquals(
        workload(rendered).getMetadata().getNamespace(), monitor.metadata().getNamespace());
    Custom.PodMetricsEndpoint endpoint = monitor.spec().podMetricsEndpoints().getFirst();
    ContainerPort port = port(exporter(pod(rendered)));
    assertEquals(port.getName(), endpoint.port());
    assertTrue(port.getName().length() <= 15, "port names have at most 15 characters");
    assertEquals(10117, port.getContainerPort());
    Custom.Relabeling job = endpoint.relabelings().getFirst();
    assertEquals("job", job.targetLabel());
    assertNotEquals("kube-state-metrics", job.replacement());
  }

  @ParameterizedTest
  @MethodSource({RENDERINGS + "sidecars", RENDERINGS + "clusters"})
  void nothing_of_ours_takes_the_name_label_of_kube_state_metrics(Rendered rendered) {
    for (Map<String, Object> object : rendered.objects()) {
      if (StrictModel.read(object) instanceof HasMetadata known
          && known.getMetadata().getName().contains(EXPORTER)) {
        assertNotEquals(
            "kube-state-metrics",
            Optional.ofNullable(known.getMetadata().getLabels())
                .map(labels -> labels.get("app.kubernetes.io/name"))
                .orElse(""));
      }
    }
  }

  @ParameterizedTest
  @MethodSource({RENDERINGS + "sidecars", RENDERINGS + "clusters"})
  void roles_go_to_the_pods_account_and_allow_reading_only(Rendered rendered) {
    HasMetadata workload = workload(rendered);
    String account = pod(rendered).getSpec().getServiceAccountName();
    assertTrue(
        rendered.all(ServiceAccount.class).stream()
            .anyMatch(given -> given.getMetadata().getName().equals(account)),
        () -> "no ServiceAccount " + account);
    Stream<Subject> subjects =
        Stream.concat(
            rendered.all(RoleBinding.class).stream().flatMap(one -> one.getSubjects().stream()),
            rendered.all(ClusterRoleBinding.class).stream()
                .flatMap(one -> one.getSubjects().stream()));
    subjects.forEach(
        subject -> {
          assertEquals("ServiceAccount", subject.getKind());
          assertEquals(account, subject.getName());
          assertEquals(workload.getMetadata().getNamespace(), subject.getNamespace());
        });
    Stream<PolicyRule> rules =
        Stream.concat(
            rendered.all(Role.class).stream().flatMap(one -> one.getRules().stream()),
            rendered.all(ClusterRole.class).stream().flatMap(one -> one.getRules().stream()));
    rules.forEach(
        rule -> {
          assertTrue(Set.of("get", "list", "watch").containsAll(rule.getVerbs()));
          assertEquals(List.of("pods"), rule.getResources());
        });
  }

  @ParameterizedTest
  @MethodSource({RENDERINGS + "sidecars", RENDERINGS + "clusters"})
  void a_network_policy_opens_the_exporters_port_and_closes_none_of_the_pods(Rendered rendered) {
    List<NetworkPolicy> policies =
        rendered.all(NetworkPolicy.class).stream()
            .filter(policy -> selects(policy.getSpec().getPodSelector(), labels(pod(rendered))))
            .toList();
    if (policies.isEmpty()) {
      return;
    }
    Set<String> open = new HashSet<>();
    policies.forEach(
        policy ->
            policy.getSpec().getIngress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .forEach(port -> open.add(String.valueOf(port.getPort().getValue()))));
    for (Container container : pod(rendered).getSpec().getContainers()) {
      for (ContainerPort port : container.getPorts()) {
        assertTrue(
            open.contains(port.getName()) || open.contains(String.valueOf(port.getContainerPort())),
            () -> port.getName() + " of " + container.getName() + " is shut by the policies");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(RENDERINGS + "clusters")
  void the_service_selects_the_pod(Rendered rendered) {
    for (Service service : rendered.all(Service.class)) {
      assertTrue(
          labels(pod(rendered)).entrySet().containsAll(service.getSpec().getSelector().entrySet()));
      assertEquals(
          "probe-metrics", service.getSpec().getPorts().getFirst().getTargetPort().getStrVal());
    }
  }

  /** The only one, or the first of several shards, which are alike. */
  private static Deployment workload(Rendered rendered) {
    return rendered.all(Deployment.class).getFirst();
  }

  private static PodTemplateSpec pod(Rendered rendered) {
    return workload(rendered).getSpec().getTemplate();
  }

  private static Map<String, String> labels(PodTemplateSpec pod) {
    return pod.getMetadata().getLabels();
  }

  private static Stream<Container> exporters(PodTemplateSpec pod) {
    return Stream.concat(
            pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
        .filter(container -> container.getName().equals(EXPORTER));
  }

  private static Container exporter(PodTemplateSpec pod) {
    return exporters(pod).findFirst().orElseThrow(() -> new AssertionError("no sidecar"));
  }

  private static ContainerPort port(Container container) {
    assertEquals(1, container.getPorts().size());
    return container.getPorts().getFirst();
  }

  private static String fieldPath(Container container, String variable) {
    return container.getEnv().stream()
        .filter(given -> given.getName().equals(variable))
        .map(given -> given.getValueFrom().getFieldRef().getFieldPath())
        .findFirst()
        .orElse("nothing");
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    return selector.getMatchExpressions().isEmpty()
        && labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
  }
}
