package io.github.ksmprobe.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.workload.KsmPod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code check} reads every rendered manifest and finds nothing that fails or passes by accident.
 */
final class OwnVerdictTest {

  @ParameterizedTest
  @MethodSource("io.github.ksmprobe.deploy.Renderings#all")
  void everything_can_be_read(Rendered rendered) {
    assertEquals(List.of(), read(rendered).problems());
  }

  @ParameterizedTest
  @MethodSource("io.github.ksmprobe.deploy.Renderings#sidecars")
  void nothing_is_wrong_beside_the_sidecar(Rendered rendered) {
    List<PodReport> reports =
        read(rendered).workloads().stream()
            .flatMap(workload -> KsmPod.of(workload).stream())
            .map(pod -> Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image())))
            .toList();
    assertEquals(1, reports.size());
    assertFalse(
        reports.getFirst().verdicts().stream()
            .anyMatch(
                verdict ->
                    verdict.severity() == Severity.WARNING || verdict.severity() == Severity.ERROR),
        () -> reports.getFirst().verdicts().toString());
  }

  private static ManifestRead read(Rendered rendered) {
    byte[] yaml = rendered.yaml().getBytes(StandardCharsets.UTF_8);
    return ManifestReader.read(rendered.name(), new ByteArrayInputStream(yaml));
  }
}
