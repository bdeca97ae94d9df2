package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.manifest.ManifestProblem;
import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.Ended;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the API server sends. The declaration goes through the same reader as a manifest file,
 * so that a pod means the same wherever it comes from; only the status is read here.
 */
final class ApiPodReader {

  private static final Logger log = LoggerFactory.getLogger(ApiPodReader.class);

  /** Pods without the component; a selector that fits more of them fits too many. */
  private static final int MOST_REMEMBERED = 1_000;

  private final Component component;
  private final Set<String> passedOver = ConcurrentHashMap.newKeySet();

  /** One that looks for pods with that component. */
  ApiPodReader(Component component) {
    this.component = component;
  }

  Component component() {
    return component;
  }

  /**
   * The first object of an answer that runs the component; empty where there is none.
   *
   * @param source what to call it
   * @param text a pod, its owner, or a list of pods
   */
  Optional<SeenPod> read(String source, String text) {
    return parsed(text).flatMap(root -> seen(source, root));
  }

  /** The same of a pod that stands in a list, where none names its kind. */
  Optional<SeenPod> read(String source, Json pod) {
    Map<Object, @Nullable Object> root = new HashMap<>(pod.object());
    root.put("apiVersion", "v1");
    root.put("kind", "Pod");
    return seen(source, new Json(root));
  }

  /**
   * One line of a watch.
   *
   * @param pod empty where it brings none
   * @param more whether the stream is of any more use
   */
  record Event(Optional<SeenPod> pod, boolean more) {}

  /** Reads one line of a watch. */
  Event event(String source, String line) {
    Json event = parsed(line).orElse(new Json(null));
    return switch (event.get("type").text()) {
      case "ADDED", "MODIFIED" -> new Event(seen(source, event.get("object")), true);
      case "DELETED", "BOOKMARK" -> new Event(Optional.empty(), true);
      // ERROR, most often 410 Gone, or no event at all.
      default -> new Event(Optional.empty(), false);
    };
  }

  /** A pod as an informer hands it on; its managed fields are thrown away on the spot. */
  Optional<SeenPod> resource(String source, GenericKubernetesResource pod) {
    pod.getMetadata().setManagedFields(List.of());
    Map<String, Object> root = new HashMap<>(pod.getAdditionalProperties());
    root.put("apiVersion", pod.getApiVersion());
    root.put("kind", pod.getKind());
    root.put("metadata", metadata(pod.getMetadata()));
    Optional<SeenPod> seen = seen(source, new Json(root));
    if (seen.isEmpty() && passedOver.size() < MOST_REMEMBERED && passedOver.add(source)) {
      log.atInfo()
          .addKeyValue(LogKeys.TARGET, SlimStore.key(pod))
          .log("a selected pod runs no " + component.name() + " and is not watched");
    }
    return seen;
  }

  private static Map<String, @Nullable Object> metadata(ObjectMeta of) {
    Map<String, @Nullable Object> metadata = new HashMap<>();
    metadata.put("namespace", of.getNamespace());
    metadata.put("name", of.getName());
    metadata.put("labels", of.getLabels());
    return metadata;
  }

  private Optional<SeenPod> seen(String source, Json root) {
    List<Json> items = root.get("items").items();
    Json pod = items.isEmpty() ? root : items.getFirst();
    ManifestRead read = ManifestReader.readTree(source, root.object(), component);
    return read.workloads().stream()
        .findFirst()
        .or(
            () ->
                Optional.of(read.problems())
                    .filter(problems -> !problems.isEmpty() && isNamed(pod))
                    .map(problems -> odd(pod, problems)))
        .map(
            (Workload found) ->
                new SeenPod(found, component, states(pod), condition(pod), version(root)));
  }

  // Whatever else it is, an answer without a name is no pod.
  private static boolean isNamed(Json pod) {
    return !pod.get("metadata").get("name").text().isEmpty();
  }

  /**
   * A pod of which it cannot even be read which container is the component. Its ports are asked
   * where that listens by default: what it is must not keep it from being seen.
   */
  private Workload odd(Json pod, List<ManifestProblem> problems) {
    Json metadata = pod.get("metadata");
    Container assumed =
        new Container(component.name(), "", List.of(), List.of(), List.of(), List.of(), List.of());
    return new Workload(
            "API server",
            Workload.ADDRESSES,
            metadata.get("namespace").text(),
            metadata.get("name").text(),
            Map.of(),
            new Pod(false, pod.get("status").get("podIP").text(), List.of(assumed)))
        .withProblems(problems.stream().map(ManifestProblem::message).toList());
  }

  private static String version(Json root) {
    return root.get("metadata").get("resourceVersion").text();
  }

  /** Init containers too: one that keeps running may be probed. */
  private static List<ContainerState> states(Json pod) {
    Json status = pod.get("status");
    return Stream.of("containerStatuses", "initContainerStatuses")
        .flatMap(key -> status.get(key).items().stream())
        .map(
            state ->
                new ContainerState(
                    state.get("name").text(),
                    state.get("ready").flag(),
                    // Kubernetes before 1.16 does not say; then it is not held against anybody.
                    !state.has("started") || state.get("started").flag(),
                    state.get("restartCount").number(),
                    state.get("state").get("waiting").get("reason").text(),
                    ended(state.get("state")).or(() -> ended(state.get("lastState")))))
        .toList();
  }

  private static Optional<Ended> ended(Json state) {
    Json terminated = state.get("terminated");
    return time(terminated.get("finishedAt").text())
        .map(
            at ->
                new Ended(
                    at, terminated.get("exitCode").number(), terminated.get("reason").text()));
  }

  private static Optional<ReadyCondition> condition(Json pod) {
    return pod.get("status").get("conditions").items().stream()
        .filter(one -> one.get("type").text().equals("Ready"))
        .findFirst()
        .flatMap(
            one ->
                time(one.get("lastTransitionTime").text())
                    .map(
                        since ->
                            new ReadyCondition(one.get("status").text().equals("True"), since)));
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException unset) {
      return Optional.empty();
    }
  }

  private static Optional<Json> parsed(String text) {
    try {
      return Optional.of(new Json(JsonText.read(text)));
    } catch (RuntimeException notJson) {
      // Whatever answers there, it is no API server; the caller treats it as nothing found.
      return Optional.empty();
    }
  }
}
