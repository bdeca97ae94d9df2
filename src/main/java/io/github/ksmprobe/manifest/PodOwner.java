package io.github.ksmprobe.manifest;

import java.util.List;
import java.util.Optional;

/**
 * A kind that carries a pod, and where.
 *
 * @param kind as in the manifest
 * @param groups API groups; they count because others have a Job, too, with another shape
 * @param path from the object to the pod; empty for a pod itself
 */
record PodOwner(String kind, List<String> groups, List<String> path) {

  private static final List<String> CORE = List.of("");
  private static final List<String> APPS = List.of("apps", "extensions");
  private static final List<String> BATCH = List.of("batch");
  private static final List<String> TEMPLATE = List.of("spec", "template");

  private static final List<PodOwner> ALL =
      List.of(
          new PodOwner("Pod", CORE, List.of()),
          new PodOwner("ReplicationController", CORE, TEMPLATE),
          new PodOwner("ReplicaSet", APPS, TEMPLATE),
          new PodOwner("Deployment", APPS, TEMPLATE),
          new PodOwner("StatefulSet", APPS, TEMPLATE),
          new PodOwner("DaemonSet", APPS, TEMPLATE),
          new PodOwner("Job", BATCH, TEMPLATE),
          new PodOwner("CronJob", BATCH, List.of("spec", "jobTemplate", "spec", "template")));

  PodOwner {
    groups = List.copyOf(groups);
    path = List.copyOf(path);
  }

  static Optional<PodOwner> of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return ALL.stream()
        .filter(owner -> owner.kind.equals(kind) && owner.groups.contains(group))
        .findFirst();
  }

  /** Whether the object is the pod, and not the maker of pods. */
  boolean isPod() {
    return path.isEmpty();
  }

  /** The pod or its template; empty, with a problem noted, where there is none. */
  Optional<ManifestFields> pod(ManifestFields object) {
    ManifestFields pod = object;
    for (String key : path) {
      Optional<ManifestFields> next = step(pod, key);
      if (next.isEmpty()) {
        return next;
      }
      pod = next.get();
    }
    return Optional.of(pod);
  }

  /** The mapping under a key; empty, with a problem noted, where there is none. */
  static Optional<ManifestFields> step(ManifestFields from, String key) {
    if (!from.has(key)) {
      from.say("has no " + key + ", and so no containers: add them, or take this object out.");
    }
    return from.child(key);
  }
}
