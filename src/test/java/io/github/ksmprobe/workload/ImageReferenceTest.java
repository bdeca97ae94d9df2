package io.github.ksmprobe.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.KsmVersion;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          mirror.example/kube-state-metrics:2.17.0-10.14 | mirror.example/kube-state-metrics | 2.17.0-10.14 | '' | v2.17.0
          mirror.example/kube-state-metrics:2.16.0-debian-12-r5 | mirror.example/kube-state-metrics | 2.16.0-debian-12-r5 | '' | v2.16.0
          mirror.example/kube-state-metrics:2.15.0-ubi9-0 | mirror.example/kube-state-metrics | 2.15.0-ubi9-0 | '' | v2.15.0
          mirror.example/kube-state-metrics:v2.99.0 | mirror.example/kube-state-metrics | v2.99.0 | '' | v2.99.0
          mirror.example/kube-state-metrics:v1.9.8 | mirror.example/kube-state-metrics | v1.9.8 | '' | v1.9.8
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "quay.io/stolostron/kube-state-metrics:2.4.0-SNAPSHOT-2022-09-01-00-00-00",
        "quay.io/stolostron/kube-state-metrics:2.11.0",
        "registry.example/kube-state-metrics:2.4.0-snapshot.5",
        "registry.example/rhacm2/kube-state-metrics-rhel9:v2.9.0",
        "registry.example/open-cluster-management/kube-state-metrics:2.2.0",
        "registry.example/openshift4/ose-kube-state-metrics:v4.16.0",
        "registry.example/ose-kube-state-metrics-rhel9:v2.14.0",
        "registry.example/openshift/origin-kube-state-metrics:4.16.0",
        "registry.example/kube-state-metrics:v4.16.0-202406200537.p0",
        "registry.example/kube-state-metrics:v3.0.0",
        "registry.example/kube-state-metrics:2024.10.1",
        "registry.example/kube-state-metrics:24.4.0",
        "registry.example/kube-state-metrics:1.24.0",
        "registry.example/kube-state-metrics:0.0.7",
        "registry.example/kube-state-metrics:acm-2.4.0",
        "registry.example/kube-state-metrics:k8s-1.9.3",
      })
  void a_version_of_another_product_is_none(String image) {
    ImageReference reference = ImageReference.parse(image);

    assertEquals(Optional.empty(), reference.version());
    assertEquals(true, reference.namesAnotherVersion());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ksm:v2.14.0",
        "ksm:release-v2.14.0",
        "ksm:kube-state-metrics-v2.14.0-amd64",
        "ksm:linux-amd64-2.14.0",
        "ksm:latest",
        "ksm:main-0f3a9c1",
        "ksm:sha-4f1c2d3",
        "ksm:20241001",
        "ksm:v20241001-0f3a9c1",
        "ksm:24.04",
        "ksm",
        "quay.io/stolostron/ksm@sha256:00",
      })
  void other_tags_name_a_version_of_its_own_or_none_at_all(String image) {
    assertEquals(false, ImageReference.parse(image).namesAnotherVersion());
  }
}
