package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.round.ContainerState;
import io.github.ksmprobe.round.Target;
import io.github.ksmprobe.round.WorkloadSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterPodsTest {

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(List.of()),
          false);
  private final List<AutoCloseable> open = new ArrayList<>();
  private NamespacedKubernetesClient admin;

  ClusterPodsTest() {
    server.init();
    admin = server.createClient();
  }

  @BeforeEach
  void quiet() {
    open.add(admin);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    try {
      server.destroy();
    } catch (IllegalStateException slow) {
      // The mock allows its connections ten seconds to close; a busy machine may take longer.
    }
  }

  @Test
  void pods_come_change_and_go() {
    create("a", "10.0.0.1");
    ClusterPods pods = watching(Shard.ALL);
    until(() -> keys(pods).equals(Set.of("monitoring/a")));
    Target target = pods.current().getFirst();
    assertEquals(WorkloadSource.POD_WATCH, target.kubelet().source());
    assertEquals(Optional.empty(), target.vantage().loopback());
    assertEquals(Optional.of("10.0.0.1"), target.vantage().podIp());
    assertEquals(
        Optional.of(new ContainerState("kube-state-metrics", true, 0)),
        target.kubelet().container("kube-state-metrics"));

    create("b", "10.0.0.2");
    until(() -> keys(pods).equals(Set.of("monitoring/a", "monitoring/b")));
    change("a", "10.0.0.9");
    until(() -> ips(pods).equals(Set.of("10.0.0.9", "10.0.0.2")));
    delete("a");
    until(() -> keys(pods).equals(Set.of("monitoring/b")));
  }

  @Test
  void a_pod_without_an_address_or_without_kube_state_metrics_is_no_target() {
    create("waiting", "");
    create("other", "10.0.0.3", "quay.io/other:1", "other");
    create("done", "10.0.0.4");
    create("real", "10.0.0.5");
    phase("done", "Succeeded");
    ClusterPods pods = watching(Shard.ALL);
    until(() -> keys(pods).equals(Set.of("monitoring/real")));
  }

  @Test
  void two_shards_together_see_every_pod_exactly_once() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      create("p" + i, "10.0.1." + i);
      all.add("monitoring/p" + i);
    }
    ClusterPods one = watching(new Shard(0, 2));
    ClusterPods two = watching(new Shard(1, 2));
    until(() -> one.current().size() + two.current().size() == all.size());
    Set<String> both = new HashSet<>(keys(one));
    both.addAll(keys(two));
    assertEquals(all, both);
    assertFalse(one.current().isEmpty());
    assertFalse(two.current().isEmpty());
  }

  @Test
  void namespaces_limit_what_is_asked() {
    create("a", "10.0.0.1");
    ClusterPods elsewhere =
        started(
            new Cluster(Cluster.DEFAULT_SELECTOR, List.of("default", "kube-system"), Shard.ALL, 8));
    ClusterPods here =
        started(new Cluster(Cluster.DEFAULT_SELECTOR, List.of("monitoring"), Shard.ALL, 8));
    until(() -> here.current().size() == 1);
    assertTrue(elsewhere.current().isEmpty());
  }

  @Test
  void what_was_seen_stands_while_the_server_is_away_and_requests_are_counted() {
    create("a", "10.0.0.1");
    ClusterPods pods = watching(Shard.ALL);
    until(() -> pods.current().size() == 1);
    until(
        () ->
            pods.apiUse().counts().requests().keySet().stream()
                .anyMatch(call -> call.verb().equals("list") && call.code().equals("200")));
    until(() -> pods.apiUse().counts().up().equals(Optional.of(true)));
    server.destroy();
    until(() -> pods.apiUse().counts().up().equals(Optional.of(false)));
    assertEquals(Set.of("monitoring/a"), keys(pods));
  }

  @Test
  void five_hundred_pods_come_and_go_without_a_rest() {
    ClusterPods pods = watching(Shard.ALL);
    for (int i = 0; i < 500; i++) {
      create("p" + i, "10.1." + i / 250 + "." + i % 250);
    }
    until(() -> pods.current().size() == 500);
    for (int i = 0; i < 500; i++) {
      delete("p" + i);
    }
    until(() -> pods.current().isEmpty());
  }

  private ClusterPods watching(Shard shard) {
    return started(new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), shard, 8));
  }

  private ClusterPods started(Cluster cluster) {
    ClusterPods pods =
        new ClusterPods(
            new ApiAccess(server.createClient().getConfiguration(), Optional.empty()),
            cluster,
            Fixtures.MANIFESTS);
    open.add(pods);
    pods.start();
    return pods;
  }

  private void create(String name, String ip) {
    create(
        name,
        ip,
        "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1",
        "kube-state-metrics");
  }

  private void create(String name, String ip, String image, String container) {
    String pod =
        Fixtures.pod(true, 0)
            .replace(Fixtures.POD, name)
            .replace("10.244.1.7", ip)
            .replace(
                "0f1c9f0e-6c7a-4b1e-9d57-6a1d2f9f1b11",
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString())
            .replace("registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1", image)
            .replace("\"name\": \"kube-state-metrics\"", "\"name\": \"" + container + "\"");
    GenericKubernetesResource parsed =
        admin.getKubernetesSerialization().unmarshal(pod, GenericKubernetesResource.class);
    var _ =
        admin
            .genericKubernetesResources("v1", "Pod")
            .inNamespace("monitoring")
            .resource(parsed)
            .create();
  }

  private void change(String name, String ip) {
    edit(name, "\"podIP\"", ip);
  }

  private void phase(String name, String phase) {
    edit(name, "\"phase\"", phase);
  }

  private void edit(String name, String key, String value) {
    var _ =
        admin
            .genericKubernetesResources("v1", "Pod")
            .inNamespace("monitoring")
            .withName(name)
            .edit(
                pod -> {
                  java.util.Map<String, Object> status =
                      new HashMap<>(pod.<java.util.Map<String, Object>>get("status"));
                  status.put(key.replace("\"", ""), value);
                  pod.setAdditionalProperty("status", status);
                  return pod;
                });
  }

  private void delete(String name) {
    var _ =
        admin
            .genericKubernetesResources("v1", "Pod")
            .inNamespace("monitoring")
            .withName(name)
            .delete();
  }

  private static Set<String> keys(ClusterPods pods) {
    Set<String> keys = new HashSet<>();
    pods.current().forEach(target -> keys.add(target.key()));
    return keys;
  }

  private static Set<String> ips(ClusterPods pods) {
    Set<String> ips = new HashSet<>();
    pods.current().forEach(target -> ips.add(target.pod().ip()));
    return ips;
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      assertFalse(Thread.currentThread().isInterrupted(), "waited in vain");
      LockSupport.parkNanos(1_000_000);
    }
  }
}
