package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.targets.ApiUse;
import io.github.ksmprobe.targets.Clocks;
import io.github.ksmprobe.targets.TargetSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every pod of a selector, as informers see them come, change and go. While the API server cannot
 * be asked, the last that was seen of each pod stands.
 */
public final class ClusterPods implements TargetSource {

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

  private final Discovery.Cluster cluster;
  private final ApiPodReader reader;
  private final Backoff backoff;
  private final ApiServer.Limits limits;
  private final InternalErrors errors;
  private final ApiCalls calls = new ApiCalls();
  private final Thread watcher;
  private final CompletableFuture<Void> firstLists = new CompletableFuture<>();
  private volatile List<Place.Watched> places = List.of();
  private String trouble = "";

  /**
   * Pods that are not looked for yet.
   *
   * @param access is made on the thread that looks: a kubeconfig may name a program that never ends
   * @param component that runs in them
   * @param errors takes what one pod must not cost the others
   */
  ClusterPods(
      Supplier<ApiAccess> access,
      Discovery.Cluster cluster,
      Component component,
      Duration shortestPause,
      ApiServer.Limits limits,
      InternalErrors errors) {
    this.cluster = cluster;
    this.reader = new ApiPodReader(component);
    this.backoff = new Backoff(shortestPause, RandomGenerator.getDefault());
    this.limits = limits;
    this.errors = errors;
    this.watcher = Thread.ofVirtual().name("cluster-pods").unstarted(() -> watch(access));
  }

  /** Starts to look, in the background; nothing is thrown whatever the API server does. */
  public static ClusterPods start(
      Discovery.Cluster cluster, Component component, InternalErrors errors) {
    ClusterPods pods =
        new ClusterPods(
            ApiAccess::found,
            cluster,
            component,
            Backoff.SHORTEST,
            ApiServer.Limits.DEFAULT,
            errors);
    pods.start();
    return pods;
  }

  void start() {
    watcher.start();
  }

  @Override
  public List<Target> current() {
    Moment now = Clocks.now();
    return places.stream().flatMap(one -> one.place().current(now).stream()).toList();
  }

  /** What is asked of the API server; it is up while it answers and every watch is open. */
  @Override
  public ApiUse apiUse() {
    return () -> {
      ApiUse.Counts counts = calls.counts();
      boolean up = counts.up().orElse(false) && isWatching();
      return new ApiUse.Counts(Optional.of(up), counts.requests());
    };
  }

  private boolean isWatching() {
    List<Place.Watched> all = places;
    return !all.isEmpty()
        && (calls.openWatches() >= all.size()
            || all.stream().allMatch(one -> one.informer().isWatching()));
  }

  @Override
  public void awaitFirstLook(Duration longest) throws InterruptedException {
    try {
      firstLists.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unknown) {
      // What comes later comes later; the log says what is wrong.
    }
  }

  @Override
  public boolean areListed() {
    return firstLists.isDone() && !firstLists.isCompletedExceptionally();
  }

  private void watch(Supplier<ApiAccess> access) {
    try {
      while (true) {
        try {
          tryToWatch(access.get());
        } catch (RuntimeException unusable) {
          // A kubeconfig or certificate that cannot be read, say.
          troubled(FailureWords.of(unusable));
        } catch (Error bug) {
          errors.caught(InternalErrors.Place.DISCOVERY, bug);
        }
        calls.impossible();
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns where there is nothing to ask with; that may come. */
  private void tryToWatch(ApiAccess access) throws InterruptedException {
    Optional<String> problem = access.problem();
    if (problem.isPresent()) {
      troubled(problem.get());
      return;
    }
    access
        .config()
        .setWatchReconnectInterval(
            RECONNECT_MILLIS + RandomGenerator.getDefault().nextInt(RECONNECT_JITTER_MILLIS));
    try (KubernetesClient client = Clients.full(access, calls);
        ApiServer server = new ApiServer(access, client.getHttpClient(), calls, limits)) {
      try {
        places = places(client, access);
        await(places.stream().map(one -> one.informer().start()).toList());
        listen(server);
      } finally {
        places.forEach(one -> one.informer().stop());
      }
    }
  }

  private void await(List<CompletionStage<Void>> started) {
    var _ =
        CompletableFuture.allOf(
                started.stream()
                    .map(CompletionStage::toCompletableFuture)
                    .toArray(CompletableFuture[]::new))
            .thenRun(() -> firstLists.complete(null));
  }

  /**
   * Asks every now and then whether the API server is there: a watch of one that hangs looks like
   * one on which nothing happens. Of these there is one a cluster, so nobody minds the requests.
   * What the kubelet said is known to be so still while the answer comes and the watch is open; one
   * that is open to a machine that is gone is restarted by the library within some minutes.
   */
  private void listen(ApiServer server) throws InterruptedException {
    while (true) {
      Thread.sleep(limits.interval());
      Optional<String> silent = server.heartbeat();
      if (silent.isPresent()) {
        troubled(silent.get());
        continue;
      }
      Moment now = Clocks.now();
      boolean all = isWatching();
      places.stream()
          .filter(one -> all || one.informer().isWatching())
          .forEach(one -> one.place().heard(now));
      if (all) {
        wellAgain();
      }
    }
  }

  private List<Place.Watched> places(KubernetesClient client, ApiAccess access) {
    return cluster.namespaces().isEmpty()
        ? List.of(place(client, access, Optional.empty()))
        : cluster.namespaces().stream()
            .distinct()
            .map(namespace -> place(client, access, Optional.of(namespace)))
            .toList();
  }

  private Place.Watched place(
      KubernetesClient client, ApiAccess access, Optional<String> namespace) {
    var all = client.genericKubernetesResources(PODS);
    var some =
        namespace.isPresent()
            ? all.inNamespace(namespace.get()).withLabelSelector(cluster.selector())
            : all.inAnyNamespace().withLabelSelector(cluster.selector());
    Place place = new Place(cluster.shard(), reader, errors);
    return new Place.Watched(
        place,
        some.withLimit(PAGE)
            .runnableInformer(0)
            .itemStore(new SlimStore())
            .exceptionHandler((_, failure) -> isBearable(access, failure))
            .addEventHandler(place));
  }

  /** Everything is: the informer asks again, with growing pauses. */
  private boolean isBearable(ApiAccess access, Throwable thrown) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    boolean answered = failure instanceof KubernetesClientException told && told.getCode() > 0;
    if (!answered) {
      calls.unanswered("list");
    }
    troubled(
        access
            .problem()
            .orElse(
                answered && failure instanceof KubernetesClientException told
                    ? FailureWords.of(told.getCode())
                    : FailureWords.of(failure)));
    return true;
  }

  private synchronized void troubled(String words) {
    if (!words.equals(trouble)) {
      trouble = words;
      log.atWarn()
          .addKeyValue(LogKeys.OUTCOME, words)
          .log("pods cannot be listed or watched now; known ones are still probed");
    }
  }

  private synchronized void wellAgain() {
    if (!trouble.isEmpty()) {
      trouble = "";
      log.atInfo().log("pods are listed and watched again");
    }
  }

  /** Stops at once, and waits a second at most for the connections to end. */
  @Override
  public void close() {
    watcher.interrupt();
    try {
      boolean _ = watcher.join(Duration.ofSeconds(1));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
