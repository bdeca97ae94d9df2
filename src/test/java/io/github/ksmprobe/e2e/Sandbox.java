package io.github.ksmprobe.e2e;

import static org.junit.jupiter.api.Assertions.fail;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.github.ksmprobe.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A namespace for one scenario. */
final class Sandbox implements AutoCloseable {

  /** What nothing in a cluster takes that works, on a busy machine either. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Path WORK = Path.of("target", "e2e").toAbsolutePath();

  final String namespace;
  private final String app;

  /**
   * Makes it.
   *
   * @param labels of the namespace, {@code key=value}
   */
  Sandbox(String name, String... labels) {
    this("kube-state-metrics", name, List.of(labels));
  }

  /**
   * The same for pods that are called otherwise.
   *
   * @param app what their label app.kubernetes.io/name says
   */
  Sandbox(String app, String name, List<String> labels) {
    this.app = app;
    namespace = "e2e-" + name;
    Cluster.kubectl("create", "namespace", namespace);
    for (String label : labels) {
      Cluster.kubectl("label", "namespace", namespace, label);
    }
  }

  /**
   * Installs kube-state-metrics' own plain manifests of a release, with our overlay for them.
   *
   * @param patches on its Deployment, JSON patches in YAML
   */
  void install(String release, String... patches) {
    Cluster.apply(rendered(release, "overlays/standard", patches));
  }

  /**
   * The same as text.
   *
   * @param component of deploy/kustomize, empty for kube-state-metrics alone
   */
  String rendered(String release, String component, String... patches) {
    String ownName =
        """
        patches:
          - target: {kind: ClusterRoleBinding}
            options: {allowNameChange: true}
            patch: '[{"op": "replace", "path": "/metadata/name", "value": "%s"}]'
        """
            .formatted(namespace);
    return rendered(Cluster.HOME.resolve("standard-" + release), component, ownName, patches);
  }

  /**
   * Manifests in this namespace.
   *
   * @param manifests a folder of them
   * @param more of a kustomization.yaml, the beginning of its patches at the end
   */
  String rendered(Path manifests, String component, String more, String... patches) {
    Path folder = WORK.resolve(namespace);
    StringBuilder text = new StringBuilder();
    text.append("namespace: ").append(namespace).append('\n');
    Path resources = folder.relativize(manifests.toAbsolutePath());
    text.append("resources: [").append(resources).append("]\n");
    if (!component.isEmpty()) {
      Path deploy = Path.of("deploy", "kustomize").toAbsolutePath().resolve(component);
      text.append("components: [").append(folder.relativize(deploy)).append("]\n");
    }
    text.append(more);
    for (String patch : patches) {
      text.append("  - target: {kind: Deployment}\n    patch: |-\n").append(patch.indent(6));
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("kustomization.yaml"), text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return Cluster.kubectl(
        "kustomize", "--load-restrictor=LoadRestrictionsNone", folder.toString());
  }

  /** Lets a ServiceAccount read what kube-state-metrics reads, in all namespaces. */
  void mayRead(String account) {
    Cluster.kubectl(
        "create",
        "clusterrolebinding",
        namespace,
        "--clusterrole=kube-state-metrics",
        "--serviceaccount=" + namespace + ":" + account);
  }

  /** The pods that are watched and not about to end, the newest first. */
  List<Pod> pods() {
    return Cluster.CLIENT
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", app)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted(
            Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp()).reversed())
        .toList();
  }

  /** The newest of them that runs that release, with an address. */
  Pod pod(String release) {
    until("a pod of " + release + " has an address", () -> running(release).isPresent());
    return running(release).orElseThrow();
  }

  /** The newest that is younger than another, with an address. */
  Pod after(Pod older) {
    String name = older.getMetadata().getName();
    until("a pod after " + name + " has an address", () -> younger(older).isPresent());
    return younger(older).orElseThrow();
  }

  private Optional<Pod> younger(Pod older) {
    String born = older.getMetadata().getCreationTimestamp();
    return withAddress()
        .filter(pod -> pod.getMetadata().getCreationTimestamp().compareTo(born) > 0)
        .findFirst();
  }

  private Stream<Pod> withAddress() {
    return pods().stream().filter(pod -> pod.getStatus().getPodIP() != null);
  }

  private Optional<Pod> running(String release) {
    return withAddress()
        .filter(
            pod ->
                pod.getSpec().getContainers().stream()
                    .anyMatch(container -> container.getImage().endsWith(":v" + release)))
        .findFirst();
  }

  /** Whether a pod is there, and not about to end. */
  boolean has(Pod pod) {
    String name = pod.getMetadata().getName();
    return pods().stream().anyMatch(one -> one.getMetadata().getName().equals(name));
  }

  /** What the API server knows of a pod now. */
  Pod now(Pod pod) {
    return Optional.ofNullable(Cluster.CLIENT.resource(pod).get())
        .orElseThrow(() -> new AssertionError(pod.getMetadata().getName() + " is gone"));
  }

  boolean isReady(Pod pod) {
    return Readiness.isPodReady(now(pod));
  }

  /** Whether an event of a pod says that. */
  boolean event(Pod pod, String reason, String part) {
    return Cluster.CLIENT.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(pod.getMetadata().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .map(Event::getMessage)
        .anyMatch(message -> message.contains(part));
  }

  /** Waits for that. */
  static void until(String what, BooleanSupplier condition) {
    until(PATIENCE, what, condition);
  }

  /** The same, for what takes longer by design. */
  static void until(Duration longest, String what, BooleanSupplier condition) {
    if (!Until.holds(longest, Duration.ofMillis(500), condition)) {
      fail("waited in vain until " + what);
    }
  }

  /** What its containers logged stays under target. */
  private void keepLogs() {
    Path kept = WORK.resolve("logs");
    Cluster.run(
        "bash",
        "",
        "-c",
        "mkdir -p \"$1\" && cp -r \"$2\"/\"$3\"_* \"$1\" 2>/dev/null || true",
        "keep",
        kept.toString(),
        Cluster.FOLDER.resolve("pod-logs").toString(),
        namespace);
  }

  @Override
  public void close() {
    keepLogs();
    Cluster.kubectl("delete", "namespace", namespace, "--wait=false");
    String ours = namespace + "-ksm-probe-exporter";
    Cluster.kubectl("delete", "clusterrolebinding", namespace, ours, "--ignore-not-found");
    Cluster.kubectl("delete", "clusterrole", ours, "--ignore-not-found");
  }
}
