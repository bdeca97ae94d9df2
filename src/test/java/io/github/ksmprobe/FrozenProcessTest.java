package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.ProbeType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A kube-state-metrics that takes connections and says nothing, asked eight times at once. */
class FrozenProcessTest {

  private static final String HOST = "127.0.0.1";
  private static final int OF_ONE_POD = 8;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private ServerSocket main;
  private ServerSocket telemetry;

  @BeforeEach
  void listen() throws IOException {
    // Nobody ever accepts: the system completes the connections, and that is all.
    main = new ServerSocket(0, 200, InetAddress.ofLiteral(HOST));
    telemetry = new ServerSocket(0, 200, InetAddress.ofLiteral(HOST));
  }

  @AfterEach
  void close() throws IOException {
    main.close();
    telemetry.close();
  }

  private Target target() {
    KsmPod declared =
        Fixtures.pod(
            Fixtures.ksm(
                List.of(
                    "--port=" + main.getLocalPort(),
                    "--telemetry-port=" + telemetry.getLocalPort()),
                Fixtures.liveness("/livez", main.getLocalPort()),
                Fixtures.readiness("/readyz", telemetry.getLocalPort())));
    Pod here = new Pod(false, HOST, declared.workload().pod().containers());
    KsmPod pod = KsmPod.of(declared.workload().withPod(here)).orElseThrow();
    return new Target(pod, new Vantage(Optional.of(HOST), Optional.of(HOST)));
  }

  private static Map<ProbeType, Reason> reasons(PodReport report) {
    return report.verdicts().stream().collect(Collectors.toMap(Verdict::type, Verdict::reason));
  }

  private static List<Optional<Result>> results(PodReport report) {
    return report.verdicts().stream().map(Verdict::result).distinct().toList();
  }

  @Test
  void its_probes_time_out_however_many_other_requests_hang() {
    try (VertxProber prober = new VertxProber(OF_ONE_POD)) {
      PodReport report = Judge.of(target(), new Round(prober, SECOND, SECOND, 1).on(target()));
      assertEquals(
          Map.of(ProbeType.LIVENESS, Reason.TIMEOUT, ProbeType.READINESS, Reason.TIMEOUT),
          reasons(report));
      assertEquals(List.of(Optional.of(Result.FAILURE)), results(report));
    }
  }

  @Test
  void whoever_cannot_wait_that_long_hears_of_no_failure() {
    try (VertxProber prober = new VertxProber(OF_ONE_POD)) {
      PodReport report =
          Judge.of(
              target(), new Round(prober, SECOND, SECOND, 1).now(target(), Duration.ofMillis(300)));
      assertEquals(List.of(Optional.empty()), results(report));
      assertEquals(
          Map.of(ProbeType.LIVENESS, Reason.UNKNOWN, ProbeType.READINESS, Reason.UNKNOWN),
          reasons(report));
    }
  }
}
