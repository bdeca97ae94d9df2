package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.targets.ManifestText;
import io.github.ksmprobe.targets.Manifests;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the API server sends. The declaration goes through the same reader as a manifest file,
 * so that a pod means the same wherever it comes from; only the status is read here.
 */
final class ApiPodReader {

  private static final Logger log = LoggerFactory.getLogger(ApiPodReader.class);

  /** Pods that are none of kube-state-metrics; a selector that fits more of them fits too many. */
  private static final int MOST_REMEMBERED = 1_000;

  private final ManifestText manifests;
  private final Set<String> passedOver = ConcurrentHashMap.newKeySet();
  private final KubernetesSerialization json = new KubernetesSerialization();

  ApiPodReader(ManifestText manifests) {
    this.manifests = requireNonNull(manifests);
  }

  /**
   * The first object of an answer that runs kube-state-metrics; empty where there is none.
   *
   * @param source what to call it
   * @param text a pod, its owner, or a list of pods
   */
  Optional<SeenPod> read(String source, String text) {
    return parsed(text).flatMap(root -> seen(source, text, root));
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
      case "ADDED", "MODIFIED" -> new Event(object(source, event.get("object")), true);
      case "DELETED", "BOOKMARK" -> new Event(Optional.empty(), true);
      // ERROR, most often 410 Gone, or no event at all.
      default -> new Event(Optional.empty(), false);
    };
  }

  /** A pod that is parsed already. */
  Optional<SeenPod> object(String source, Json object) {
    return seen(source, json.asJson(withoutManagedFields(object)), object);
  }

  /** A pod as an informer hands it on; its managed fields are thrown away on the spot. */
  Optional<SeenPod> resource(String source, GenericKubernetesResource pod) {
    pod.getMetadata().setManagedFields(List.of());
    Map<String, Object> root = new HashMap<>(pod.getAdditionalProperties());
    root.put("metadata", metadata(pod));
    Optional<SeenPod> seen = seen(source, json.asJson(pod), new Json(root));
    if (seen.isEmpty() && passedOver.size() < MOST_REMEMBERED && passedOver.add(source)) {
      log.atInfo()
          .addKeyValue(LogKeys.TARGET, SlimStore.key(pod))
          .log("a pod of the selector runs no kube-state-metrics, and is not watched");
    }
    return seen;
  }

  private static Map<String, Object> metadata(GenericKubernetesResource pod) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("namespace", pod.getMetadata().getNamespace());
    metadata.put("name", pod.getMetadata().getName());
    return metadata;
  }

  private Optional<SeenPod> seen(String source, String text, Json root) {
    List<Json> items = root.get("items").items();
    Json pod = items.isEmpty() ? root : items.getFirst();
    Manifests.Loaded read = manifests.parse(source, text);
    return read.workloads().stream()
        .findFirst()
        .or(
            () ->
                Optional.of(read.problems())
                    .filter(problems -> !problems.isEmpty() && isNamed(pod))
                    .map(problems -> odd(pod, problems)))
        .map((Workload found) -> new SeenPod(found, states(pod), condition(pod), version(root)));
  }

  // Whatever else it is, an answer without a name is no pod.
  private static boolean isNamed(Json pod) {
    return !pod.get("metadata").get("name").text().isEmpty();
  }

  /**
   * A pod of which it cannot even be read which container is kube-state-metrics. Its ports are
   * asked where kube-state-metrics listens by default: what it is must not keep it from being seen.
   */
  private static Workload odd(Json pod, List<Manifests.Problem> problems) {
    Json metadata = pod.get("metadata");
    Container assumed =
        new Container(
            "kube-state-metrics", "", List.of(), List.of(), List.of(), List.of(), List.of());
    return new Workload(
            "API server",
            Workload.ADDRESSES,
            metadata.get("namespace").text(),
            metadata.get("name").text(),
            Map.of(),
            new Pod(false, pod.get("status").get("podIP").text(), List.of(assumed)))
        .withProblems(problems.stream().map(Manifests.Problem::message).toList());
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
                    state.get("restartCount").number()))
        .toList();
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

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException unset) {
      return Optional.empty();
    }
  }

  /** They are the larger half of a pod, and nobody reads them. */
  private static Map<String, Object> withoutManagedFields(Json object) {
    Map<String, Object> copy = new HashMap<>();
    if (object.node() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    if (copy.get("metadata") instanceof Map<?, ?> metadata) {
      Map<Object, Object> slim = new HashMap<>(metadata);
      slim.remove("managedFields");
      copy.put("metadata", slim);
    }
    return copy;
  }

  private Optional<Json> parsed(String text) {
    try {
      return Optional.of(new Json(json.unmarshal(text, Map.class)));
    } catch (RuntimeException notJson) {
      // Whatever answers there, it is no API server; the caller treats it as nothing found.
      return Optional.empty();
    }
  }
}
