package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.CapturesLog;
import io.github.ksmprobe.Logged;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.InternalErrors.Place;
import io.github.ksmprobe.podstatus.WorkloadSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a mistake of this program costs while it looks for pods: it is counted, and looks on. */
@Timeout(60)
@CapturesLog
class DiscoveryMistakesTest {

  private final InternalErrors errors = new InternalErrors();
  private final OwnPods world = new OwnPods();

  @AfterEach
  void closeAll() {
    world.close();
  }

  @Test
  void a_walk_that_breaks_is_counted_and_followed_by_another() throws Exception {
    FakeApi api = world.api(request -> world.granted("get pods", request, 403));
    OwnPod own = OwnPods.withoutAddress(api, errors);
    AtomicBoolean broken = new AtomicBoolean();
    own.onBetter(
        () -> {
          if (broken.compareAndSet(false, true)) {
            throw new StackOverflowError("a mistake of ours");
          }
        });
    try (Logged log = Logged.by(InternalErrors.class)) {
      world.opened(own);
      until(() -> api.requests.stream().anyMatch(FakeApi.Request::isWatch), "it looks no more");
      assertEquals(1, caught());
      assertEquals(WorkloadSource.POD_GET, OwnPods.source(own));
      assertEquals(
          List.of(
              "error a bug in the exporter was caught; please report it | target=monitoring/"
                  + ApiFixtures.POD
                  + " place=discovery count=1"),
          log.lines());
    }
  }

  @Test
  void a_list_that_is_refused_to_a_watcher_is_counted_as_refused_and_not_as_unanswered()
      throws Exception {
    FakeApi api = world.api(_ -> FakeApi.status(403));
    Cluster all = new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 8);
    try (ClusterPods pods =
        new ClusterPods(
            api::access,
            all,
            Contracts.KUBE_STATE_METRICS,
            OwnPods.PAUSE,
            ApiServer.Limits.DEFAULT,
            errors)) {
      pods.start();
      // What became of the first is counted before it is asked again.
      until(() -> api.requests.size() >= 2);
      Set<String> codes = new HashSet<>();
      pods.apiUse().counts().requests().keySet().forEach(call -> codes.add(call.code()));
      assertEquals(Set.of("403"), codes);
    }
  }

  @Test
  void an_error_before_anything_is_asked_is_counted_and_looked_past() throws Exception {
    Supplier<ApiAccess> broken =
        () -> {
          throw new NoClassDefFoundError("a mistake of ours");
        };
    Cluster all = new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 8);
    try (Logged _ = Logged.by(InternalErrors.class)) {
      try (ClusterPods pods =
          new ClusterPods(
              broken, all, Contracts.KUBE_STATE_METRICS, OwnPods.PAUSE, OwnPods.LIMITS, errors)) {
        pods.start();
        until(() -> caught() >= 2, "the watcher looks no more");
      }
      long before = caught();
      OwnPod own =
          new OwnPod(
              broken,
              new Discovery.OwnPod(ApiFixtures.POD, Optional.empty()),
              OwnPods.at(""),
              OwnPods.flags(),
              OwnPods.PAUSE,
              OwnPods.LIMITS,
              errors);
      world.opened(own);
      until(() -> caught() >= before + 2, "the own pod is looked for no more");
    }
  }

  private long caught() {
    return requireNonNull(errors.counts().get(Place.DISCOVERY));
  }
}
