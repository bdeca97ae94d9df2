package io.github.ksmprobe.simulator;

import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.withImage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedKubeletTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String V2_14 = "registry.example/kube-state-metrics:v2.14.0";
  private static final KsmPod FINE =
      pod(withImage(ksm(liveness("/livez", 8080), readiness("/readyz", 8081)), V2_14));
  private static final KsmPod BROKEN =
      pod(withImage(ksm(liveness("/livez", 8081), readiness("/readyz", 8080)), V2_14));

  @Test
  void a_pod_is_ready_if_its_readiness_probe_would_succeed() {
    assertEquals(state(true, 0), view(FINE, false, 3600).containers());
    assertEquals(Optional.of(new ReadyCondition(true, START)), view(FINE, false, 3600).condition());
    assertEquals(Optional.of(new ReadyCondition(false, START)), view(BROKEN, false, 0).condition());
  }

  @Test
  void a_wall_between_node_and_pod_stops_readiness() {
    assertEquals(state(false, 0), view(FINE, true, 3600).containers());
  }

  /** 3 × 10 s of failures each time, and pauses of 10, 20, 40, ... s before all but the first. */
  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource({"0, 0", "29, 0", "30, 1", "69, 1", "70, 2", "119, 2", "120, 3", "189, 3", "190, 4"})
  void liveness_restarts_with_growing_pauses(int seconds, int restarts) {
    assertEquals(state(false, restarts), view(BROKEN, false, seconds).containers());
  }

  @Test
  void a_lost_api_server_counts_from_when_it_was_lost() {
    SimulatedKubelet kubelet =
        new SimulatedKubelet(FINE, START, false, Optional.of(START.plusSeconds(100)));
    assertEquals(state(true, 0), kubelet.view(START.plusSeconds(129)).containers());
    assertEquals(state(true, 1), kubelet.view(START.plusSeconds(130)).containers());
  }

  private static KubeletView view(KsmPod pod, boolean walledOff, int seconds) {
    return new SimulatedKubelet(pod, START, walledOff, Optional.empty())
        .view(START.plusSeconds(seconds));
  }

  private static List<ContainerState> state(boolean ready, int restarts) {
    return List.of(new ContainerState("kube-state-metrics", ready, restarts));
  }
}
