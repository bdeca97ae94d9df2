package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.targets.ApiUse;
import io.github.ksmprobe.targets.Clocks;
import io.github.ksmprobe.targets.TargetSource;
import io.github.ksmprobe.targets.Targets;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pod that this program runs in, as well as its rights allow to know it; until the API server
 * has said anything, and where it says nothing, what flags and files say.
 */
public final class OwnPod implements TargetSource {

  private static final Logger log = LoggerFactory.getLogger(OwnPod.class);

  /** To load what talks to the API server takes a small machine some seconds, and no more. */
  private static final Duration LOADING = Duration.ofSeconds(10);

  private final String name;
  private final boolean namespaceIsGiven;
  private final Subject subject;
  private final Targets fallback;
  private final ApiCalls calls = new ApiCalls();
  private final Backoff backoff;
  private final ApiServer.Limits limits;
  private final InternalErrors errors;
  private final Thread climber;
  private final CountDownLatch asking = new CountDownLatch(1);
  private final CountDownLatch firstWalk = new CountDownLatch(1);
  private volatile String namespace;
  private volatile Optional<Target> seen = Optional.empty();
  private volatile String logged = "";
  private volatile Runnable onBetter = () -> {};

  /**
   * A pod that is not looked for yet.
   *
   * @param access is made on the thread that looks: to load what talks to the API server takes
   *     longer than the first round does, and a kubeconfig may name a program that never ends
   */
  OwnPod(
      Supplier<ApiAccess> access,
      Discovery.OwnPod pod,
      Subject subject,
      Targets fallback,
      Duration shortestPause,
      ApiServer.Limits limits,
      InternalErrors errors) {
    this.name = pod.name();
    this.namespaceIsGiven = pod.namespace().isPresent();
    this.namespace = pod.namespace().orElse("default");
    this.subject = subject;
    this.fallback = fallback;
    this.backoff = new Backoff(shortestPause, RandomGenerator.getDefault());
    this.limits = limits;
    this.errors = errors;
    this.climber = Thread.ofVirtual().name("own-pod").unstarted(() -> climb(access));
  }

  /**
   * Starts to look, in the background; nothing is thrown whatever the API server does.
   *
   * @param subject what runs there, and where; without an address the API server's word counts
   * @param fallback what flags and files say
   * @param errors takes what must not end the looking
   */
  public static OwnPod start(
      Discovery.OwnPod pod, Subject subject, Targets fallback, InternalErrors errors) {
    OwnPod own =
        new OwnPod(
            ApiAccess::found,
            pod,
            subject,
            fallback,
            Backoff.SHORTEST,
            ApiServer.Limits.DEFAULT,
            errors);
    own.start();
    return own;
  }

  void start() {
    climber.start();
  }

  private void climb(Supplier<ApiAccess> access) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        tryToClimb(access);
        asking.countDown();
        firstWalk.countDown();
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      asking.countDown();
      firstWalk.countDown();
    }
  }

  /** Returns where there is nothing to ask with; that may come. */
  private void tryToClimb(Supplier<ApiAccess> access) {
    try {
      ApiAccess found = access.get();
      Optional<String> problem = found.problem();
      if (problem.isPresent()) {
        cannotAsk(problem.get());
        return;
      }
      learnNamespace(found);
      try (ApiServer server = new ApiServer(found, calls, limits)) {
        asking.countDown();
        ApiPodReader reader = new ApiPodReader(subject.component());
        new Ladder(namespace, name, server, reader, backoff, new Seeing()).run();
      }
    } catch (RuntimeException unusable) {
      // A kubeconfig or certificate that cannot be read, say.
      cannotAsk(FailureWords.of(unusable));
    } catch (Error bug) {
      errors.caught(InternalErrors.Place.DISCOVERY, bug);
    }
  }

  private void learnNamespace(ApiAccess access) {
    if (namespaceIsGiven) {
      return;
    }
    Optional<String> known = Optional.ofNullable(access.config().getNamespace());
    known.ifPresent(found -> namespace = found);
    if (known.isEmpty()) {
      log.atWarn()
          .addKeyValue(LogKeys.TARGET, namespace + "/" + name)
          .log("the pod's namespace is not known; default is assumed");
    }
  }

  private void cannotAsk(String why) {
    calls.impossible();
    if (!why.equals(logged)) {
      logged = why;
      log.atError()
          .addKeyValue(LogKeys.OUTCOME, why)
          .log("the API server cannot be asked; endpoints are still probed");
    }
  }

  private final class Seeing implements Ladder.Listener {
    @Override
    public void found(Step step, SeenPod pod) {
      take(step, pod);
    }

    @Override
    public void stillSo() {
      know(known -> known.seen(Clocks.now()));
    }

    @Override
    public void lostSight() {
      know(KubeletView::withoutStatus);
    }

    @Override
    public void broken(Throwable bug) {
      errors.caught(InternalErrors.Place.DISCOVERY, namespace + "/" + name, bug);
    }

    @Override
    public void walked() {
      firstWalk.countDown();
    }
  }

  @Override
  public List<Target> current() {
    return current(Clocks.now());
  }

  /** The pod, without what the kubelet said of it where that is too long ago. */
  List<Target> current(Moment now) {
    return seen.map(target -> List.of(target.withKubelet(target.kubelet().at(now))))
        .orElseGet(() -> fallback.current().stream().map(this::named).toList());
  }

  @Override
  public ApiUse apiUse() {
    return calls;
  }

  @Override
  public void onBetter(Runnable listener) {
    this.onBetter = listener;
  }

  // The time is the API server's, not what this program takes to load.
  @Override
  public void awaitFirstLook(Duration longest) throws InterruptedException {
    if (!asking.await(LOADING.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    boolean _ = firstWalk.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the API server is still being asked. */
  boolean isLooking() {
    return climber.isAlive();
  }

  /** Lines of a watch come on the connection's thread, and all else on the climber's. */
  private synchronized void know(UnaryOperator<KubeletView> now) {
    seen =
        seen.filter(target -> target.kubelet().hasStatus())
            .map(target -> target.withKubelet(now.apply(target.kubelet())))
            .or(() -> seen);
  }

  private void take(Step step, SeenPod pod) {
    if (isNews(step, pod)) {
      onBetter.run();
    }
  }

  private synchronized boolean isNews(Step step, SeenPod pod) {
    Optional<WorkloadSource> known = seen.map(Target::kubelet).map(KubeletView::source);
    if (known.filter(step::isWeakerThan).isPresent()) {
      // A pod's probes never change: what was read of it once beats a template of today.
      return false;
    }
    KubeletView view = pod.view(step.source());
    Optional<Target> target =
        KsmPod.of(named(asFlagsSay(pod.workload())), subject.component())
            .map(ksm -> new Target(ksm, Vantage.inside(ksm.ip()), view));
    seen = target.or(() -> seen);
    return target.isPresent() && !known.equals(Optional.of(step.source()));
  }

  /** Where the pod cannot be read, flags and files know better than its defaults. */
  private Workload asFlagsSay(Workload found) {
    return found.declaresProbes()
        ? found
        : fallback.current().stream()
            .findFirst()
            .map(target -> target.pod().workload().withProblems(found.problems()))
            .orElse(found);
  }

  /** One pod has one name, however it was learnt, or its series would break off. */
  private Workload named(Workload found) {
    String ip = subject.podIp().orElse(found.pod().ip());
    return found
        .named(found.declaresProbes() ? "Pod" : found.kind(), namespace, name)
        .withPod(found.pod().withIp(ip));
  }

  private Target named(Target target) {
    return KsmPod.of(named(target.pod().workload()), subject.component())
        .map(pod -> new Target(pod, target.vantage(), view(target)))
        .orElse(target);
  }

  // Bare addresses name no probes: what the pod declares is not known before the API server was
  // asked for it in every way.
  private KubeletView view(Target target) {
    boolean awaited = firstWalk.getCount() > 0 && !target.pod().workload().declaresProbes();
    return awaited ? new KubeletView(WorkloadSource.AWAITED, List.of()) : target.kubelet();
  }

  /** Stops at once, within a watch too, and waits a second at most for the connections to end. */
  @Override
  public void close() {
    climber.interrupt();
    try {
      boolean _ = climber.join(Duration.ofSeconds(1));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
