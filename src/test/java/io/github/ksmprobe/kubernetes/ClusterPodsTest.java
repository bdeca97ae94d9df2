package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.WorkloadSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterPodsTest {

  private final MockCluster cluster = new MockCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void pods_come_change_and_go() {
    cluster.create("a", "10.0.0.1");
    ClusterPods pods = watching(Shard.ALL);
    until(() -> keys(pods).equals(Set.of("monitoring/a")));
    Target target = pods.current().getFirst();
    assertEquals(WorkloadSource.POD_WATCH, target.kubelet().source());
    assertEquals(Optional.empty(), target.vantage().loopback());
    assertEquals(Optional.of("10.0.0.1"), target.vantage().podIp());
    assertEquals(
        Optional.of(new ContainerState("kube-state-metrics", true, 0)),
        target.kubelet().container("kube-state-metrics"));

    cluster.create("b", "10.0.0.2");
    until(() -> keys(pods).equals(Set.of("monitoring/a", "monitoring/b")));
    cluster.status("a", "podIP", "10.0.0.9");
    until(() -> ips(pods).equals(Set.of("10.0.0.9", "10.0.0.2")));
    cluster.delete("a");
    until(() -> keys(pods).equals(Set.of("monitoring/b")));
  }

  @Test
  void a_pod_without_an_address_or_without_kube_state_metrics_is_no_target() {
    cluster.create("waiting", "");
    cluster.create("other", "10.0.0.3", "quay.io/other:1", "other");
    cluster.create("done", "10.0.0.4");
    cluster.create("real", "10.0.0.5");
    cluster.status("done", "phase", "Succeeded");
    ClusterPods pods = watching(Shard.ALL);
    until(() -> keys(pods).contains("monitoring/real"));
    // One more, for events come in their order: when it is there, all others were judged.
    cluster.create("last", "10.0.0.6");
    until(() -> keys(pods).contains("monitoring/last"));
    assertEquals(Set.of("monitoring/real", "monitoring/last"), keys(pods));
  }

  @Test
  void two_shards_together_see_every_pod_exactly_once() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      cluster.create("p" + i, "10.0.1." + i);
      all.add("monitoring/p" + i);
    }
    ClusterPods one = watching(new Shard(0, 2));
    ClusterPods two = watching(new Shard(1, 2));
    until(() -> union(one, two).equals(all));
    assertEquals(all.size(), one.current().size() + two.current().size());
    assertFalse(one.current().isEmpty());
    assertFalse(two.current().isEmpty());
  }

  @Test
  void namespaces_limit_what_is_asked() {
    cluster.create("a", "10.0.0.1");
    ClusterPods elsewhere =
        cluster.watched(
            new Cluster(Cluster.DEFAULT_SELECTOR, List.of("default", "kube-system"), Shard.ALL, 8));
    ClusterPods here =
        cluster.watched(new Cluster(Cluster.DEFAULT_SELECTOR, List.of("monitoring"), Shard.ALL, 8));
    until(() -> keys(here).equals(Set.of("monitoring/a")));
    until(elsewhere::areListed);
    assertEquals(Set.of(), keys(elsewhere));
  }

  @Test
  void what_was_seen_stands_while_the_server_is_away_and_requests_are_counted() {
    cluster.create("a", "10.0.0.1");
    ClusterPods pods = watching(Shard.ALL);
    until(() -> pods.current().size() == 1);
    until(
        () ->
            pods.apiUse().counts().requests().keySet().stream()
                .anyMatch(call -> call.verb().equals("list") && call.code().equals("200")));
    until(() -> pods.apiUse().counts().up().equals(Optional.of(true)));
    cluster.destroy();
    until(() -> pods.apiUse().counts().up().equals(Optional.of(false)));
    assertEquals(Set.of("monitoring/a"), keys(pods));
  }

  private ClusterPods watching(Shard shard) {
    return cluster.watched(new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), shard, 8));
  }

  private static Set<String> keys(ClusterPods pods) {
    Set<String> keys = new HashSet<>();
    pods.current().forEach(target -> keys.add(target.key()));
    return keys;
  }

  private static Set<String> union(ClusterPods one, ClusterPods two) {
    Set<String> keys = keys(one);
    keys.addAll(keys(two));
    return keys;
  }

  private static Set<String> ips(ClusterPods pods) {
    Set<String> ips = new HashSet<>();
    pods.current().forEach(target -> ips.add(target.pod().ip()));
    return ips;
  }
}
