package io.github.ksmprobe.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KsmContainersTest {

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # container name | image | is kube-state-metrics
          metrics | registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0 | true
          metrics | registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0@sha256:aa | true
          metrics | registry.k8s.io/kube-state-metrics/kube-state-metrics@sha256:aa | true
          metrics | mcr.example/oss/v2/kubernetes/kube-state-metrics:v2.20.0-6 | true
          metrics | gke.example/kube-state-metrics:v2.14.0-gke.68 | true
          metrics | rancher/mirrored-kube-state-metrics-kube-state-metrics:v2.15.0 | true
          metrics | rancher/hardened-kube-state-metrics:v2.15.0 | true
          metrics | docker.io/bitnami/kube-state-metrics:2.13.0-debian-12-r6 | true
          metrics | host.example:5000/ksm@sha256:aa | true
          metrics | harbor.example/proxy/registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.14.0 | true
          kube-state-metrics | vendor.example/release@sha256:aa | true
          kube-state-metrics | '' | true
          ksm | vendor.example/release@sha256:aa | true
          ksm-reader | vendor.example/release@sha256:aa | false
          my-kube-state-metrics | vendor.example/release@sha256:aa | false
          metrics | registry.k8s.io/kube-state-metrics/addon-resizer:1.8 | false
          metrics | host.example:5000/ksm-tools:v2.14.0 | false
          kube-rbac-proxy-main | quay.io/brancz/kube-rbac-proxy:v0.20.2 | false
          kube-state-metrics | quay.io/brancz/kube-rbac-proxy:v0.20.2 | false
          kube-rbac-proxy | host.example/kube-state-metrics:v2.14.0 | false
          ksm | ghcr.io/ksmprobe/ksm-probe-exporter:0.1.0 | false
          ksm-probe-exporter | host.example/kube-state-metrics:v2.14.0 | false
          """)
  void image_or_name_tell_whether_a_container_is_ksm(String name, String image, boolean ksm) {
    assertEquals(ksm, KsmContainers.find(pod(container(name, image))).isPresent());
  }

  @Test
  void an_image_counts_more_than_a_name() {
    Pod pod =
        pod(
            container("kube-state-metrics", "host.example/init:1"),
            container("main", "host.example/rebuilt-kube-state-metrics:v2.14.0"));

    assertEquals("main", found(pod));
  }

  @Test
  void the_exact_image_counts_more_than_one_that_contains_it() {
    Pod pod =
        pod(
            container("helper", "host.example/kube-state-metrics-helper:1"),
            container("main", "host.example/kube-state-metrics:v2.14.0"));

    assertEquals("main", found(pod));
  }

  @Test
  void the_first_of_two_alike_is_taken() {
    Pod pod =
        pod(
            container("one", "host.example/kube-state-metrics:v2.14.0"),
            container("two", "host.example/kube-state-metrics:v2.14.0"));

    assertEquals("one", found(pod));
  }

  @Test
  void a_pod_without_containers_has_no_ksm() {
    assertEquals("none", found(pod()));
  }

  private static String found(Pod pod) {
    return KsmContainers.find(pod).map(Container::name).orElse("none");
  }

  private static Pod pod(Container... containers) {
    return new Pod(false, "", Arrays.asList(containers));
  }

  private static Container container(String name, String image) {
    return new Container(name, image, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
