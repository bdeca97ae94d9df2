package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.round.KubeletView;
import io.github.ksmprobe.round.ManifestText;
import io.github.ksmprobe.round.Moment;
import io.github.ksmprobe.round.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an informer shows, while others look. */
@Timeout(120)
class PlaceTest {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 400;

  private final KubernetesSerialization json = new KubernetesSerialization();

  @Test
  void no_pod_is_lost_however_many_threads_show_and_look() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    try (var threads = Executors.newCachedThreadPool()) {
      for (int round = 0; round < ROUNDS; round++) {
        Place place = new Place(Shard.ALL, reader());
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          GenericKubernetesResource pod = pod("p" + writer);
          writers.add(
              threads.submit(
                  () -> {
                    start.await();
                    place.onAdd(pod);
                    return null;
                  }));
        }
        Future<?> looking =
            threads.submit(
                () -> {
                  start.await();
                  while (!ended.get()) {
                    place.current(Moment.now());
                  }
                  return null;
                });
        start.countDown();
        for (Future<?> writer : writers) {
          writer.get();
        }
        ended.set(true);
        looking.get();
        ended.set(false);
        assertEquals(
            Set.of("monitoring/p0", "monitoring/p1", "monitoring/p2", "monitoring/p3"),
            place.current(Moment.now()).stream().map(Target::key).collect(Collectors.toSet()),
            "in round " + round);
      }
    }
  }

  @Test
  void what_the_kubelet_said_is_known_while_the_watch_is_heard_and_a_minute_longer() {
    Place place = new Place(Shard.ALL, reader());
    place.onAdd(pod("p"));
    Moment heard = later(Moment.now(), Duration.ofHours(1));
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
    ManifestText breaking =
        (source, text) -> {
          if (source.endsWith("/bad")) {
            throw new IllegalStateException("a mistake of ours");
          }
          return Fixtures.MANIFESTS.parse(source, text);
        };
    Place place = new Place(Shard.ALL, new PodReader(breaking));
    place.onAdd(pod("bad"));
    place.onAdd(pod("good"));
    assertEquals("monitoring/good", place.current(Moment.now()).getFirst().key());
  }

  private static KubeletView view(Place place, Moment now) {
    return place.current(now).getFirst().kubelet();
  }

  private static Moment later(Moment moment, Duration by) {
    return new Moment(moment.time().plus(by), moment.nanos() + by.toNanos());
  }

  private static PodReader reader() {
    return new PodReader(Fixtures.MANIFESTS);
  }

  private GenericKubernetesResource pod(String name) {
    return json.unmarshal(
        Fixtures.pod(true, 0).replace(Fixtures.POD, name), GenericKubernetesResource.class);
  }
}
