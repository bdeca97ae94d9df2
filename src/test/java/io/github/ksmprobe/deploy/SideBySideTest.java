package io.github.ksmprobe.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two installations in one cluster: none takes the other's objects, nor its pods. */
final class SideBySideTest {

  private static final String CLUSTER = "mode=cluster";
  private static final String POLICY = "networkPolicy.enabled=true";

  static Stream<Arguments> neighbours() {
    Rendered ours = Renderings.release("ksm-probe-exporter", "monitoring", CLUSTER, POLICY);
    return Stream.of(
        Arguments.of(
            Renderings.release("a", "monitoring", CLUSTER, POLICY),
            Renderings.release("b", "monitoring", CLUSTER, POLICY)),
        Arguments.of(
            Renderings.release("a", "monitoring", CLUSTER, "cluster.shards=2"),
            Renderings.release("b", "monitoring", CLUSTER, "cluster.shards=2")),
        Arguments.of(
            Renderings.release("a", "monitoring", CLUSTER), Renderings.release("a", "b", CLUSTER)),
        Arguments.of(
            Renderings.release("a", "monitoring", CLUSTER, "cluster.namespaces={monitoring,b}"),
            Renderings.release("a", "b", CLUSTER, "cluster.namespaces={monitoring,b}")),
        Arguments.of(
            Renderings.release("a", "monitoring", of("ksm-a")),
            Renderings.release("b", "monitoring", of("ksm-b"))),
        Arguments.of(
            kubeStateMetrics("values-kube-state-metrics.yaml", "ksm-a"),
            kubeStateMetrics("values-kube-state-metrics.yaml", "ksm-b")),
        Arguments.of(
            kubeStateMetrics("values-kube-state-metrics-native-sidecar.yaml", "ksm-a"),
            kubeStateMetrics("values-kube-state-metrics.yaml", "ksm-b")),
        Arguments.of(
            Renderings.kubePrometheusStack("kps-a"), Renderings.kubePrometheusStack("kps-b")),
        Arguments.of(Renderings.overlay("cluster"), ours),
        Arguments.of(
            Renderings.overlay("cluster"), Renderings.release("ksm-probe-exporter", "monitoring")),
        Arguments.of(Renderings.overlay("cluster"), Renderings.overlayOn("kube-prometheus")),
        Arguments.of(Renderings.overlay("cluster"), Renderings.kubePrometheusStack("kps-a")));
  }

  private static Rendered kubeStateMetrics(String values, String release) {
    return Renderings.kubeStateMetricsChart(values, release);
  }

  private static String of(String release) {
    return "kubeStateMetrics.podLabels.app\\.kubernetes\\.io/instance=" + release;
  }

  @ParameterizedTest(name = "{0} beside {1}")
  @MethodSource("neighbours")
  void no_object_of_one_is_an_object_of_the_other(Rendered one, Rendered other) {
    Set<String> both = names(one);
    both.retainAll(names(other));

    assertEquals(Set.of(), both);
  }

  @ParameterizedTest(name = "{0} beside {1}")
  @MethodSource("neighbours")
  void no_selector_of_one_takes_the_pods_of_the_other(Rendered one, Rendered other) {
    assertEquals(List.of(), taken(one, other));
    assertEquals(List.of(), taken(other, one));
  }

  private static Set<String> names(Rendered rendered) {
    Set<String> names = new TreeSet<>();
    for (Map<String, Object> object : rendered.objects()) {
      if (object.get("metadata") instanceof Map<?, ?> metadata) {
        names.add(
            object.get("kind") + " " + metadata.get("namespace") + "/" + metadata.get("name"));
      }
    }
    return names;
  }

  private static List<String> taken(Rendered one, Rendered other) {
    List<String> taken = new ArrayList<>();
    selectors(one)
        .forEach(
            (object, selector) ->
                pods(other).stream()
                    .filter(pod -> pod.entrySet().containsAll(selector.entrySet()))
                    .forEach(pod -> taken.add(object + " takes " + pod)));
    return taken;
  }

  /** Whom each object picks by labels; the namespace counts as one. */
  private static Map<String, Map<String, String>> selectors(Rendered rendered) {
    Map<String, Map<String, String>> selectors = new HashMap<>();
    for (Custom.PodMonitor one : rendered.all(Custom.PodMonitor.class)) {
      selectors.put("PodMonitor", in(one.metadata(), one.spec().selector().getMatchLabels()));
    }
    for (Service one : rendered.all(Service.class)) {
      selectors.put("Service", in(one.getMetadata(), one.getSpec().getSelector()));
    }
    for (NetworkPolicy one : rendered.all(NetworkPolicy.class)) {
      LabelSelector selector = one.getSpec().getPodSelector();
      selectors.put("NetworkPolicy", in(one.getMetadata(), selector.getMatchLabels()));
    }
    for (Deployment one : rendered.all(Deployment.class)) {
      LabelSelector selector = one.getSpec().getSelector();
      selectors.put(one.getMetadata().getName(), in(one.getMetadata(), selector.getMatchLabels()));
    }
    return selectors;
  }

  private static List<Map<String, String>> pods(Rendered rendered) {
    List<Map<String, String>> pods = new ArrayList<>();
    for (Deployment one : rendered.all(Deployment.class)) {
      ObjectMeta pod = one.getSpec().getTemplate().getMetadata();
      pods.add(in(one.getMetadata(), pod.getLabels()));
    }
    return pods;
  }

  private static Map<String, String> in(ObjectMeta object, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    all.put("namespace", object.getNamespace());
    return all;
  }
}
