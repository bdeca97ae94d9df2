package io.github.ksmprobe.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.KsmVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {

  private static final String HEX =
      "0123456789012345678901234567890123456789012345678901234567890123";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # image | repository | tag | digest | version
          registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0 | registry.k8s.io/kube-state-metrics/kube-state-metrics | v2.13.0 | '' | v2.13.0
          registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0@sha256:HEX | registry.k8s.io/kube-state-metrics/kube-state-metrics | v2.13.0 | sha256:HEX | v2.13.0
          registry.k8s.io/kube-state-metrics/kube-state-metrics@sha256:HEX | registry.k8s.io/kube-state-metrics/kube-state-metrics | '' | sha256:HEX | none
          registry.k8s.io/kube-state-metrics/kube-state-metrics | registry.k8s.io/kube-state-metrics/kube-state-metrics | '' | '' | none
          registry.k8s.io/kube-state-metrics/kube-state-metrics:latest | registry.k8s.io/kube-state-metrics/kube-state-metrics | latest | '' | none
          registry.k8s.io/kube-state-metrics/kube-state-metrics:HEX | registry.k8s.io/kube-state-metrics/kube-state-metrics | HEX | '' | none
          mcr.example/oss/kubernetes/kube-state-metrics:v2.9.2 | mcr.example/oss/kubernetes/kube-state-metrics | v2.9.2 | '' | v2.9.2
          mcr.example/oss/v2/kubernetes/kube-state-metrics:v2.20.0-6 | mcr.example/oss/v2/kubernetes/kube-state-metrics | v2.20.0-6 | '' | v2.20.0
          gke.example/kube-state-metrics:v2.14.0-gke.68 | gke.example/kube-state-metrics | v2.14.0-gke.68 | '' | v2.14.0
          rancher/mirrored-kube-state-metrics-kube-state-metrics:v2.15.0 | rancher/mirrored-kube-state-metrics-kube-state-metrics | v2.15.0 | '' | v2.15.0
          docker.io/bitnami/kube-state-metrics:2.13.0-debian-12-r6 | docker.io/bitnami/kube-state-metrics | 2.13.0-debian-12-r6 | '' | v2.13.0
          host.example:5000/ksm@sha256:HEX | host.example:5000/ksm | '' | sha256:HEX | none
          host.example:5000/ksm | host.example:5000/ksm | '' | '' | none
          host.example:5000/ksm:v2.14.0 | host.example:5000/ksm | v2.14.0 | '' | v2.14.0
          harbor.example/proxy/registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0 | harbor.example/proxy/registry.k8s.io/kube-state-metrics/kube-state-metrics | v2.14.0 | '' | v2.14.0
          '  ksm:v2.14.0 ' | ksm | v2.14.0 | '' | v2.14.0
          '' | '' | '' | '' | none
          """)
  void an_image_comes_apart_into_repository_tag_digest_and_version(
      String image, String repository, String tag, String digest, String version) {
    ImageReference reference = ImageReference.parse(image.replace("HEX", HEX));

    assertEquals(
        new ImageReference(repository, tag.replace("HEX", HEX), digest.replace("HEX", HEX)),
        reference);
    assertEquals(version, reference.version().map(KsmVersion::toString).orElse("none"));
  }
}
