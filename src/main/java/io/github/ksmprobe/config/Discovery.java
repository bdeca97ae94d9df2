package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import java.util.List;
import java.util.Optional;

/** How the pods to be looked at are found. */
public sealed interface Discovery {

  /** What the API server knows is not asked for: flags and files say it all. */
  record None() implements Discovery {}

  /**
   * The pod that this program runs in.
   *
   * @param name of the pod
   * @param namespace of the pod; empty takes the one that is mounted
   */
  record OwnPod(String name, Optional<String> namespace) implements Discovery {
    public OwnPod {
      if (name.isBlank()) {
        throw InvalidSetting.of(
            key("discovery", "pod"),
            " needs the pod's name: set POD_NAME from the downward API,"
                + " fieldRef metadata.name");
      }
    }
  }

  /**
   * All pods of a selector.
   *
   * @param selector of labels
   * @param namespaces to look into; empty for all
   * @param shard which part of them
   * @param maxConcurrency how many requests may be in flight at once
   */
  record Cluster(String selector, List<String> namespaces, Shard shard, int maxConcurrency)
      implements Discovery {
    /** The label that charts and manifests give to kube-state-metrics. */
    public static final String DEFAULT_SELECTOR = "app.kubernetes.io/name=kube-state-metrics";

    /** Sixteen pods at once, with eight requests each. */
    public static final int DEFAULT_MAX_CONCURRENCY = 128;

    public Cluster {
      namespaces = List.copyOf(namespaces);
      if (selector.isBlank()) {
        throw InvalidSetting.of(
            key("selector"), " must not be empty, or every pod of the cluster would be probed");
      }
      if (namespaces.stream().anyMatch(String::isBlank)) {
        throw InvalidSetting.of(
            key("namespace"), " must not be empty; leave it out for all namespaces");
      }
      if (maxConcurrency < 1) {
        throw InvalidSetting.of(key("max-concurrency"), " must be 1 or more, not ", maxConcurrency);
      }
    }
  }
}
