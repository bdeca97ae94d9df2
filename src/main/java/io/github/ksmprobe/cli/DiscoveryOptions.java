package io.github.ksmprobe.cli;

import static io.github.ksmprobe.config.InvalidSetting.key;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.contract.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which pods to look at. */
final class DiscoveryOptions {

  /** The ways to find pods, spelled as on the command line. */
  enum Way {
    pod,
    cluster,
    none
  }

  @Option(
      names = "--discovery",
      paramLabel = "WAY",
      description =
          "${COMPLETION-CANDIDATES}: ask the API server for this pod, for every pod that a selector matches, or for nothing. By default pod where POD_NAME is set, else none.")
  private @Nullable Way way;

  @Option(
      names = "--pod-name",
      paramLabel = "NAME",
      description = "This pod's name; by default the environment variable POD_NAME.")
  private String podName = "";

  @Option(
      names = "--pod-namespace",
      paramLabel = "NAMESPACE",
      description =
          "This pod's namespace; by default the environment variable POD_NAMESPACE, else the"
              + " mounted one.")
  private String podNamespace = "";

  @Option(
      names = "--selector",
      paramLabel = "LABELS",
      description =
          "With --discovery=cluster: the pods to look at; "
              + Cluster.DEFAULT_SELECTOR
              + " by default, or the like of --component.")
  private @Nullable String selector;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      description =
          "With --discovery=cluster: look in this namespace only; may be repeated, all by default.")
  private List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--shard",
      paramLabel = "N",
      description =
          "With --total-shards: which shard this is, from 0; by default the ordinal at the end of the pod's or host's name.")
  private @Nullable Integer shard;

  @Option(
      names = "--total-shards",
      paramLabel = "N",
      description = "With --discovery=cluster: how many shards there are; pods are split by UID.")
  private @Nullable Integer totalShards;

  @Option(
      names = "--max-concurrency",
      paramLabel = "N",
      description =
          "With --discovery=cluster: how many requests may be in flight at once; "
              + Cluster.DEFAULT_MAX_CONCURRENCY
              + " by default.")
  private @Nullable Integer maxConcurrency;

  @Option(
      names = "--host-name",
      hidden = true,
      paramLabel = "NAME",
      description = "Stands in for this pod's name where POD_NAME is not set.")
  private String hostName = "";

  /**
   * What these flags say.
   *
   * @param component whose pods are to be found
   * @throws InvalidSetting if they contradict one another
   */
  Discovery discovery(Component component) {
    Way chosen = way != null ? way : podName.isEmpty() ? Way.none : Way.pod;
    if (chosen != Way.cluster) {
      onlyWithCluster();
    }
    return switch (chosen) {
      case none -> new Discovery.None();
      case pod ->
          new Discovery.OwnPod(podName, Optional.of(podNamespace).filter(name -> !name.isEmpty()));
      case cluster -> cluster(component);
    };
  }

  private Cluster cluster(Component component) {
    return new Cluster(
        selector == null ? component.selector() : selector,
        namespaces,
        shardOfThisProcess(),
        maxConcurrency == null ? Cluster.DEFAULT_MAX_CONCURRENCY : maxConcurrency);
  }

  /** What these flags come to where nobody set them, by key, to be shown with the rest. */
  static Map<String, Object> resolved(Discovery discovery) {
    return switch (discovery) {
      case Discovery.None _ -> Map.of("discovery", Way.none);
      case Discovery.OwnPod _ -> Map.of("discovery", Way.pod);
      case Cluster(String selector, _, Shard shard, int maxConcurrency) ->
          Map.of(
              "selector",
              selector,
              "shard",
              shard.index(),
              "total-shards",
              shard.total(),
              "max-concurrency",
              maxConcurrency);
    };
  }

  private void onlyWithCluster() {
    refuse(selector != null, "selector");
    refuse(!namespaces.isEmpty(), "namespace");
    refuse(shard != null, "shard");
    refuse(totalShards != null, "total-shards");
    refuse(maxConcurrency != null, "max-concurrency");
  }

  private static void refuse(boolean given, String key) {
    if (given) {
      throw InvalidSetting.of(
          key(key), " is only for ", key("discovery", "cluster"), "; give both or neither");
    }
  }

  private Shard shardOfThisProcess() {
    if (totalShards == null) {
      if (shard != null) {
        throw InvalidSetting.of(key("shard"), " needs ", key("total-shards"), ": give both");
      }
      return Shard.ALL;
    }
    return shard != null
        ? Shard.of(shard, totalShards)
        : Shard.ofPod(podName.isEmpty() ? hostName : podName, totalShards);
  }
}
