package io.github.ksmprobe.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The exporter in a pod: what it says to Prometheus, to programs and to its log.
 *
 * @param pod where it runs
 * @param address of that pod
 */
record Exporter(Pod pod, String address) {

  private static final String CONTAINER = "ksm-probe-exporter";

  static Exporter in(Pod pod) {
    return new Exporter(pod, pod.getStatus().getPodIP());
  }

  String name() {
    return pod.getMetadata().getName();
  }

  /** What it exports; nothing while it cannot be reached. */
  Samples metrics() {
    return Samples.of(answer("/metrics"));
  }

  /** Its own page at that path, empty while it cannot be reached. */
  String answer(String path) {
    String url = "http://" + address + ":10117" + path;
    try {
      return Cluster.get(url);
    } catch (IOException perhapsAnOldConnection) {
      try {
        return Cluster.get(url);
      } catch (IOException notNow) {
        return "";
      }
    }
  }

  /** Its report on a pod as JSON. */
  Optional<JsonNode> report(Pod target) {
    String json = answer("/api/v1/report");
    if (json.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode report : new ObjectMapper().readTree(json).get("reports")) {
      if (report.get("name").asString().equals(target.getMetadata().getName())
          && report.get("namespace").asString().equals(target.getMetadata().getNamespace())) {
        return Optional.of(report);
      }
    }
    return Optional.empty();
  }

  /** Its verdict on a probe of kube-state-metrics as JSON. */
  Optional<JsonNode> verdict(Pod target, String probe) {
    return verdict(target, "kube-state-metrics", probe);
  }

  /** The same of a container. */
  Optional<JsonNode> verdict(Pod target, String container, String probe) {
    return report(target).stream()
        .flatMap(report -> report.get("probes").valueStream())
        .filter(verdict -> verdict.get("container").asString().equals(container))
        .filter(verdict -> verdict.get("probe").asString().equals(probe))
        .findFirst();
  }

  /** The reason of that verdict; empty where there is none yet. */
  String reason(Pod target, String probe) {
    return verdict(target, probe).map(verdict -> verdict.get("reason").asString()).orElse("");
  }

  /** All that it logged since the pod began, restarts included. The kubelet wrote it to files. */
  List<String> log() {
    Path folder = logs();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.naturalOrder()).flatMap(Exporter::lines).toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Path logs() {
    String prefix =
        pod.getMetadata().getNamespace() + "_" + name() + "_" + pod.getMetadata().getUid();
    return Cluster.FOLDER.resolve("pod-logs").resolve(prefix).resolve(CONTAINER);
  }

  /** Whether the kubelet started it again, for whatever reason: each start has a log of its own. */
  boolean wasRestarted() {
    return Files.exists(logs().resolve("1.log"));
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Whether one line of the log has all these parts. */
  boolean logged(String... parts) {
    return log().stream().anyMatch(line -> Stream.of(parts).allMatch(line::contains));
  }
}
