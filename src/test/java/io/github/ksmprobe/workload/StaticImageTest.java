package io.github.ksmprobe.workload;

import static io.github.ksmprobe.Fixtures.env;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.withCommand;
import static io.github.ksmprobe.Fixtures.withEnv;
import static io.github.ksmprobe.Fixtures.withImage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which images hold one static binary and no shell. */
class StaticImageTest {

  private static final String OFFICIAL =
      "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0";

  @ParameterizedTest
  @CsvSource({
    "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0, CERTAIN",
    "k8s.gcr.io/kube-state-metrics/kube-state-metrics:v2.4.1, CERTAIN",
    "registry.k8s.io/kube-state-metrics/kube-state-metrics@sha256:0123456789abcdef, CERTAIN",
    "harbor.example/hub/registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0, CERTAIN",
    "docker.io/rancher/mirrored-kube-state-metrics-kube-state-metrics:v2.10.1, CERTAIN",
    "registry.example:5000/kube-state-metrics:v2.14.0, LIKELY",
    "registry.example/oss/v2/kubernetes/kube-state-metrics:v2.20.0-6, LIKELY",
    "registry.example/kube-state-metrics:2.14.0, UNKNOWN",
    "registry.example/kube-state-metrics:latest, UNKNOWN",
    "docker.io/bitnami/kube-state-metrics:2.13.0-debian-12-r6, UNKNOWN",
    "registry.example/bitnami/kube-state-metrics/kube-state-metrics:v2.13.0, UNKNOWN",
    "registry.example/kube-state-metrics:v2.15.0-ubi9-0, UNKNOWN",
    "quay.io/openshift/origin-kube-state-metrics:v4.16.0, UNKNOWN",
    "quay.io/stolostron/kube-state-metrics:v2.4.0, UNKNOWN",
    "registry.example/monitoring:v2.14.0, UNKNOWN"
  })
  void its_name_tells(String image, StaticImage holds) {
    assertEquals(holds, StaticImage.of(withImage(ksm(), image)));
  }

  @Test
  void an_image_that_is_started_by_another_program_holds_that_too() {
    Container official = withImage(ksm(), OFFICIAL);
    assertEquals(StaticImage.UNKNOWN, StaticImage.of(withCommand(official, "dumb-init", "--")));
    assertEquals(StaticImage.CERTAIN, StaticImage.of(withCommand(official, "/kube-state-metrics")));
  }

  @Test
  void a_program_may_come_from_a_volume() {
    assertTrue(elsewhere("/tools/check", "/tools"));
    assertTrue(elsewhere("/tools/check", "/tools/check"));
    assertTrue(elsewhere("check", "/usr/local/bin"));
    assertTrue(elsewhere("sh", "/bin/sh"));
    assertTrue(elsewhere("tools/check", "/data"));
    assertFalse(elsewhere("/toolshed/check", "/tools"));
    assertFalse(elsewhere("/bin/sh", "/etc/config"));
    assertFalse(elsewhere("check", "/etc/config"));
    assertFalse(StaticImage.mayComeFromElsewhere("wget", List.of(), ksm()));
  }

  @Test
  void a_path_of_its_own_may_lead_to_any_volume() {
    Container container = withEnv(ksm(), env("PATH", "/tools:/bin"));
    assertTrue(StaticImage.mayComeFromElsewhere("check", List.of("/tools"), container));
    assertFalse(StaticImage.mayComeFromElsewhere("check", List.of(), container));
  }

  private static boolean elsewhere(String program, String mount) {
    return StaticImage.mayComeFromElsewhere(program, List.of(mount), ksm());
  }
}
