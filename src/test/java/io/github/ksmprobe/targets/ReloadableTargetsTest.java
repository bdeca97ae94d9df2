package io.github.ksmprobe.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.targets.ApiUse.Call;
import io.github.ksmprobe.targets.ApiUse.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way to the pods changes while somebody looks at them. */
class ReloadableTargetsTest {

  private static final Call GET = new Call("get", "200");
  private static final Call LIST = new Call("list", "200");

  private final List<String> events = new ArrayList<>();

  @Test
  void who_listens_hears_of_the_change_once_the_new_pods_are_known() {
    ReloadableTargets watching = new ReloadableTargets(new Way("first", Map.of()));
    watching.onBetter(() -> events.add("better"));
    watching.change(new Way("second", Map.of()));
    assertEquals(
        List.of(
            "first has a listener",
            "second looks",
            "second has a listener",
            "first closed",
            "better"),
        events);
    watching.close();
    assertEquals("second closed", events.getLast());
  }

  @Test
  void counters_of_the_api_server_never_fall() {
    ReloadableTargets watching = new ReloadableTargets(new Way("first", Map.of(GET, 3L)));
    watching.change(new Way("second", Map.of(GET, 1L, LIST, 2L)));
    assertEquals(Map.of(GET, 4L, LIST, 2L), watching.counts().requests());
    watching.change(TargetSource.fixed(List.of()));
    assertEquals(new Counts(Optional.empty(), Map.of(GET, 4L, LIST, 2L)), watching.counts());
  }

  private final class Way implements TargetSource {
    private final String name;
    private final Map<Call, Long> calls;

    Way(String name, Map<Call, Long> calls) {
      this.name = name;
      this.calls = calls;
    }

    @Override
    public ApiUse apiUse() {
      return () -> new Counts(Optional.of(true), calls);
    }

    @Override
    public List<Target> current() {
      return List.of();
    }

    @Override
    public void awaitFirstLook(Duration longest) {
      events.add(name + " looks");
    }

    @Override
    public void onBetter(Runnable listener) {
      events.add(name + " has a listener");
    }

    @Override
    public void close() {
      events.add(name + " closed");
    }
  }
}
