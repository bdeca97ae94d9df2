package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.round.ApiUse;
import io.github.ksmprobe.round.KubeletView;
import io.github.ksmprobe.round.LogKeys;
import io.github.ksmprobe.round.ManifestText;
import io.github.ksmprobe.round.Target;
import io.github.ksmprobe.round.Targets;
import io.github.ksmprobe.round.WorkloadSource;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every pod of a selector, as informers see them come, change and go. While the API server cannot
 * be asked, the last that was seen of each pod stands.
 */
public final class ClusterPods implements Targets, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClusterPods.class);

  /** Pods a page: the first list of a large cluster would else be one answer of 10 MB. */
  private static final long PAGE = 100;

  /**
   * The first of the library's pauses, which double up to 32 times it. Longer, and pods would come
   * and go unseen each time that a watch is closed, which is every few minutes.
   */
  private static final int RECONNECT_MILLIS = 5_000;

  /** The library's pauses are the same for all: chance makes those of two watchers differ. */
  private static final int RECONNECT_JITTER_MILLIS = 1_500;

  private static final ResourceDefinitionContext PODS =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Pod")
          .withPlural("pods")
          .withNamespaced(true)
          .build();

  private final Shard shard;
  private final PodReader reader;
  private final ApiCalls calls = new ApiCalls();
  private final KubernetesClient client;
  private final List<SharedIndexInformer<GenericKubernetesResource>> informers;
  private final Map<String, Target> pods = new ConcurrentHashMap<>();
  private volatile List<Target> snapshot = List.of();
  private volatile List<CompletionStage<Void>> started = List.of();
  private volatile String lastTrouble = "";

  ClusterPods(ApiAccess access, Discovery.Cluster cluster, ManifestText manifests) {
    this.shard = cluster.shard();
    this.reader = new PodReader(manifests);
    access
        .config()
        .setWatchReconnectInterval(
            RECONNECT_MILLIS + RandomGenerator.getDefault().nextInt(RECONNECT_JITTER_MILLIS));
    this.client = Clients.full(access, calls);
    List<Optional<String>> places =
        cluster.namespaces().isEmpty()
            ? List.of(Optional.empty())
            : cluster.namespaces().stream().distinct().map(Optional::of).toList();
    this.informers = places.stream().map(place -> informer(place, cluster.selector())).toList();
  }

  /** Starts to look, in the background; nothing is thrown whatever the API server does. */
  public static ClusterPods start(Discovery.Cluster cluster, ManifestText manifests) {
    ClusterPods pods = new ClusterPods(ApiAccess.found(), cluster, manifests);
    pods.start();
    return pods;
  }

  void start() {
    started = informers.stream().map(SharedIndexInformer::start).toList();
  }

  @Override
  public List<Target> current() {
    if (!lastTrouble.isEmpty() && isWatching()) {
      lastTrouble = "";
      log.atInfo().log("pods are listed and watched again");
    }
    return snapshot;
  }

  /** What is asked of the API server; it is up while every watch is. */
  public ApiUse apiUse() {
    return () -> new ApiUse.Counts(Optional.of(isWatching()), calls.counts().requests());
  }

  private boolean isWatching() {
    return informers.stream().allMatch(SharedIndexInformer::isWatching);
  }

  @Override
  public void awaitFirstLook(Duration longest) throws InterruptedException {
    try {
      CompletableFuture.allOf(
              started.stream()
                  .map(CompletionStage::toCompletableFuture)
                  .toArray(CompletableFuture[]::new))
          .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unknown) {
      // What comes later comes later; the log says what is wrong.
    }
  }

  @Override
  public boolean areListed() {
    return !started.isEmpty()
        && started.stream()
            .map(CompletionStage::toCompletableFuture)
            .allMatch(first -> first.isDone() && !first.isCompletedExceptionally());
  }

  private SharedIndexInformer<GenericKubernetesResource> informer(
      Optional<String> namespace, String selector) {
    var all = client.genericKubernetesResources(PODS);
    var some =
        namespace.isPresent()
            ? all.inNamespace(namespace.get()).withLabelSelector(selector)
            : all.inAnyNamespace().withLabelSelector(selector);
    return some.withLimit(PAGE)
        .runnableInformer(0)
        .itemStore(new SlimStore())
        .exceptionHandler((_, trouble) -> isBearable(trouble))
        .addEventHandler(
            new ResourceEventHandler<GenericKubernetesResource>() {
              @Override
              public void onAdd(GenericKubernetesResource pod) {
                take(pod);
              }

              @Override
              public void onUpdate(GenericKubernetesResource old, GenericKubernetesResource pod) {
                take(pod);
              }

              @Override
              public void onDelete(GenericKubernetesResource pod, boolean unknownFinalState) {
                drop(SlimStore.key(pod));
              }
            });
  }

  private void take(GenericKubernetesResource pod) {
    String key = SlimStore.key(pod);
    Optional<Target> target =
        shard.owns(requireNonNull(pod.getMetadata().getUid())) && runs(pod)
            ? reader.resource("API server, pod " + key, pod).flatMap(ClusterPods::target)
            : Optional.empty();
    target.ifPresentOrElse(
        found -> {
          pods.put(key, found);
          snapshot = List.copyOf(pods.values());
        },
        () -> drop(key));
  }

  private void drop(String key) {
    pods.remove(key);
    snapshot = List.copyOf(pods.values());
  }

  private static boolean runs(GenericKubernetesResource pod) {
    Json status = new Json(pod.getAdditionalProperties()).get("status");
    return switch (status.get("phase").text()) {
      case "Succeeded", "Failed" -> false;
      default -> !status.get("podIP").text().isEmpty();
    };
  }

  private static Optional<Target> target(SeenPod seen) {
    KubeletView view = seen.view(WorkloadSource.POD_WATCH);
    return KsmPod.of(seen.workload()).map(pod -> new Target(pod, Vantage.outside(pod.ip()), view));
  }

  /** Everything is: the informer asks again, with growing pauses. */
  private boolean isBearable(Throwable trouble) {
    String words =
        trouble instanceof KubernetesClientException answered && answered.getCode() > 0
            ? "status " + answered.getCode()
            : FailureWords.of(trouble);
    if (!(trouble instanceof KubernetesClientException answered && answered.getCode() > 0)) {
      calls.unanswered("list");
    }
    if (!words.equals(lastTrouble)) {
      lastTrouble = words;
      log.atWarn()
          .addKeyValue(LogKeys.OUTCOME, words)
          .log("pods cannot be listed or watched now; those that are known are probed on");
    }
    return true;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
    client.close();
  }
}
