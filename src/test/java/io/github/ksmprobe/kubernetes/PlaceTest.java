package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.targets.Clocks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an informer shows, while others look. */
@Timeout(60)
class PlaceTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  static Stream<Consumer<Place>> users() {
    GenericKubernetesResource pod = pod("p");
    return Stream.of(
        place -> place.onAdd(pod),
        place -> place.onDelete(pod("known"), false),
        place -> place.heard(Clocks.now()),
        place -> place.current(Clocks.now()));
  }

  @ParameterizedTest
  @MethodSource("users")
  void whoever_shows_or_looks_waits_for_whoever_does_so_already(Consumer<Place> user)
      throws Exception {
    Place place = new Place(Shard.ALL, reader(), new InternalErrors());
    place.onAdd(pod("known"));
    Thread other = Thread.ofPlatform().unstarted(() -> user.accept(place));
    synchronized (place) {
      other.start();
      until(() -> isWaitingForThisThread(other) || !other.isAlive());
      assertTrue(other.isAlive(), "it did not wait");
      place.heard(Clocks.now());
      assertEquals(Set.of("monitoring/known"), keys(place), "it waited too late");
    }
    other.join();
  }

  @Test
  void no_pod_is_lost_however_many_threads_show_them() throws Exception {
    Place place = new Place(Shard.ALL, reader(), new InternalErrors());
    List<Thread> threads =
        Stream.of("p0", "p1", "p2", "p3")
            .map(PlaceTest::pod)
            .map(pod -> Thread.ofPlatform().unstarted(() -> place.onAdd(pod)))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(
        Set.of("monitoring/p0", "monitoring/p1", "monitoring/p2", "monitoring/p3"), keys(place));
  }

  private static boolean isWaitingForThisThread(Thread other) {
    ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(other.threadId());
    return info != null && info.getLockOwnerId() == Thread.currentThread().threadId();
  }

  private static Set<String> keys(Place place) {
    return place.current(Clocks.now()).stream().map(Target::key).collect(Collectors.toSet());
  }

  @Test
  void what_the_kubelet_said_is_known_while_the_watch_is_heard_and_a_minute_longer() {
    Place place = new Place(Shard.ALL, reader(), new InternalErrors());
    place.onAdd(pod("p"));
    Moment heard = later(Clocks.now(), Duration.ofHours(1));
    place.heard(heard);
    Moment last = later(heard, KubeletView.LONGEST_AGE);
    assertTrue(view(place, last).hasStatus());
    assertEquals(heard, view(place, last).seenAt().orElseThrow());

    KubeletView old = view(place, later(last, Duration.ofNanos(1)));
    assertFalse(old.hasStatus());
    assertEquals(heard, old.seenAt().orElseThrow(), "since when it is not known any more");

    place.heard(later(last, Duration.ofHours(1)));
    assertTrue(view(place, later(last, Duration.ofHours(1))).hasStatus(), "it is heard again");
  }

  @Test
  void a_pod_that_breaks_the_reader_costs_itself_only() {
    GenericKubernetesResource bad =
        new GenericKubernetesResource() {
          @Override
          public String getKind() {
            throw new IllegalStateException("a mistake of ours");
          }
        };
    bad.setMetadata(pod("bad").getMetadata());
    bad.setAdditionalProperties(pod("bad").getAdditionalProperties());
    InternalErrors errors = new InternalErrors();
    Place place = new Place(Shard.ALL, reader(), errors);
    place.onAdd(bad);
    place.onAdd(pod("good"));
    assertEquals("monitoring/good", place.current(Clocks.now()).getFirst().key());
    assertEquals(1, errors.counts().get(InternalErrors.Place.DISCOVERY));
  }

  private static KubeletView view(Place place, Moment now) {
    return place.current(now).getFirst().kubelet();
  }

  private static Moment later(Moment moment, Duration by) {
    return new Moment(moment.time().plus(by), moment.nanos() + by.toNanos());
  }

  private static ApiPodReader reader() {
    return new ApiPodReader(Contracts.KUBE_STATE_METRICS);
  }

  private static GenericKubernetesResource pod(String name) {
    return JSON.unmarshal(
        ApiFixtures.pod(true, 0).replace(ApiFixtures.POD, name), GenericKubernetesResource.class);
  }
}
