package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.readiness;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.diagnosis.Verdict.SameAs;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One explanation serves two probes where everything that it rests on is the same. */
class SharedExplanationsTest {

  @Test
  void health_paths_that_no_port_serves_are_explained_once() {
    assertEquals(
        Optional.of(new SameAs(ProbeType.LIVENESS, Optional.of("/readyz"))),
        shared("/livez", "/readyz", 8080, "2.12.0"));
  }

  @Test
  void the_same_path_on_the_same_port_is_explained_once() {
    assertEquals(
        Optional.of(new SameAs(ProbeType.LIVENESS, Optional.empty())),
        shared("/healthz", "/healthz", 8080, "2.14.0"));
  }

  @ParameterizedTest(name = "{0} and {1} on {2} of {3}")
  @CsvSource({
    // A typing mistake has a sentence of its own.
    "/livez/, /readyz, 8080, 2.12.0",
    // One is served on the other port, one nowhere.
    "/nowhere, /readyz, 8080, 2.13.0",
    // Both are served, and fail for different reasons.
    "/healthz, /livez, 8080, 2.14.0",
    // Other ports.
    "/livez, /readyz, 8081, 2.12.0",
    // What follows from a failure depends on the type.
    "/nowhere, /nowhere, 8080, 2.14.0"
  })
  void what_differs_has_an_explanation_of_its_own(
      String liveness, String readiness, int readinessPort, String version) {
    assertEquals(Optional.empty(), shared(liveness, readiness, readinessPort, version));
  }

  @Test
  void fields_that_are_left_out_of_account_are_said_of_each_probe_that_has_them() {
    Probe plain = readiness("/healthz", 8080);
    Probe odd =
        new Probe(
            plain.type(),
            plain.handler(),
            plain.timeout(),
            plain.period(),
            plain.failureThreshold(),
            plain.initialDelay(),
            List.of("httpGet.protocol"));
    assertEquals(Optional.empty(), shared(pod(ksm(liveness("/healthz", 8080), odd)), "2.14.0"));
  }

  private static Optional<SameAs> shared(
      String liveness, String readiness, int readinessPort, String version) {
    return shared(pod(ksm(liveness(liveness, 8080), readiness(readiness, readinessPort))), version);
  }

  private static Optional<SameAs> shared(KsmPod pod, String version) {
    return Diagnosis.of(ProbedPod.of(pod), match(version), answers(pod, version))
        .getLast()
        .sameAs();
  }
}
