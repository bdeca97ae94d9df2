package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two releases of our chart in one namespace, and the test that it brings. */
@Scenario
final class SideBySideScenario {

  @Test
  void two_releases_share_a_namespace_and_one_outlives_the_other() throws IOException {
    try (Sandbox sandbox = new Sandbox("side-by-side");
        ServiceNames _ = new ServiceNames()) {
      Helm one = new Helm(sandbox, "a");
      Helm other = new Helm(sandbox, "b");
      one.install("mode=cluster", "cluster.namespaces={" + sandbox.namespace + "}");
      other.install("mode=cluster", "cluster.namespaces={" + sandbox.namespace + "}");
      Cluster.apply(sandbox.rendered("2.20.0", ""));
      Pod pod = sandbox.pod("2.20.0");
      for (Helm release : List.of(one, other)) {
        until(
            release.release() + " watches it",
            () ->
                release.exporters().stream()
                    .anyMatch(exporter -> exporter.reason(pod, "readiness").equals("ok")));
        assertEquals(addresses(release), serviceAddresses(sandbox, release));
        release.test();
      }
      until("the pod is ready", () -> sandbox.isReady(pod));
      one.uninstall();
      Exporter left = other.exporters().getFirst();
      until("liveness is ok", () -> left.reason(pod, "liveness").equals("ok"));
      Agreement.holds(left, pod);
    }
  }

  private static Set<String> addresses(Helm release) {
    Set<String> addresses = new TreeSet<>();
    release.exporters().forEach(exporter -> addresses.add(exporter.address()));
    return addresses;
  }

  private static Set<String> serviceAddresses(Sandbox sandbox, Helm release) {
    Stream<String> addresses =
        ServiceNames.addresses(sandbox.namespace, release.release() + "-ksm-probe-exporter")
            .stream();
    return new TreeSet<>(addresses.toList());
  }
}
