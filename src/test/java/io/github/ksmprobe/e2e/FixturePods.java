package io.github.ksmprobe.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pods that the YAML files of a folder describe. */
final class FixturePods {

  private FixturePods() {}

  static List<PodSpec> below(List<Path> roots) throws IOException {
    List<PodSpec> pods = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
          items(Files.readString(file)).forEach(item -> spec(item).ifPresent(pods::add));
        }
      }
    }
    return pods;
  }

  private static List<HasMetadata> items(String yaml) {
    if (!yaml.contains("containers")) {
      return List.of();
    }
    try (var in = new ByteArrayInputStream(yaml.getBytes(UTF_8))) {
      return Cluster.CLIENT.load(in).items();
    } catch (IOException | RuntimeException broken) {
      // Among the fixtures are files that nothing can read.
      return List.of();
    }
  }

  private static Optional<PodSpec> spec(HasMetadata item) {
    return Optional.ofNullable(
        switch (item) {
          case Pod one -> one.getSpec();
          case Deployment one -> one.getSpec().getTemplate().getSpec();
          case StatefulSet one -> one.getSpec().getTemplate().getSpec();
          case DaemonSet one -> one.getSpec().getTemplate().getSpec();
          case ReplicaSet one -> one.getSpec().getTemplate().getSpec();
          case ReplicationController one -> one.getSpec().getTemplate().getSpec();
          case Job one -> one.getSpec().getTemplate().getSpec();
          case CronJob one -> one.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
          default -> null;
        });
  }

  /** To be sent as a pod. */
  static Pod pod(Sandbox sandbox, PodSpec spec) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("sent")
        .withNamespace(sandbox.namespace)
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  /** To be sent as what makes pods of it. */
  static Deployment deployment(Sandbox sandbox, PodSpec spec) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("sent")
        .withNamespace(sandbox.namespace)
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("app", "sent")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "sent")
        .endMetadata()
        .withSpec(spec)
        .endTemplate()
        .endSpec()
        .build();
  }
}
