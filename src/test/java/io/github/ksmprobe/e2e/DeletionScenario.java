package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.ksmprobe.Until;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A pod with the sidecar is deleted: the sidecar does not hold it up. */
@Scenario
final class DeletionScenario {

  /** Who does not end by itself is killed after the 30 s that a pod has by default. */
  private static final Duration IN_TIME = Duration.ofSeconds(15);

  @Test
  void is_gone_long_before_it_would_be_killed_and_ended_by_itself() {
    try (Sandbox sandbox = new Sandbox("deletion")) {
      sandbox.install("2.20.0");
      Pod pod = sandbox.pod("2.20.0");
      until("the pod is ready", () -> sandbox.isReady(pod));
      Duration took = deleted(pod);
      System.out.println("  deleted in " + took);
      assertTrue(took.compareTo(IN_TIME) < 0, "it took " + took);
    }
  }

  /** Deletes it, and says how long that took. */
  private static Duration deleted(Pod pod) {
    Set<Integer> codes = new TreeSet<>();
    long begin = System.nanoTime();
    Cluster.CLIENT.resource(pod).delete();
    boolean gone =
        Until.holds(
            Sandbox.PATIENCE,
            () -> {
              Pod now = Cluster.CLIENT.resource(pod).get();
              Stream.ofNullable(now).flatMap(DeletionScenario::exitCode).forEach(codes::add);
              return now == null;
            });
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(gone, "the pod is gone");
    assertEquals(Set.of(0), codes, "the exporter's exit code");
    return took;
  }

  private static Stream<Integer> exitCode(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(container -> container.getName().equals("ksm-probe-exporter"))
        .flatMap(container -> Stream.ofNullable(container.getState().getTerminated()))
        .map(ContainerStateTerminated::getExitCode);
  }
}
