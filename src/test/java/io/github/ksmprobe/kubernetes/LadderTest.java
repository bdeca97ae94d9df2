package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.WorkloadSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of the ladder, refused and missing, against a server that knows nothing but what is
 * expected of it.
 */
@Timeout(40)
class LadderTest {

  /** A pod, and the answers with its owners' templates, best first. */
  record Owned(String pod, List<String> templates) {

    static final Owned BY_A_DEPLOYMENT =
        new Owned(
            ApiFixtures.POD,
            List.of(
                ApiFixtures.owner("ReplicaSet", ApiFixtures.REPLICA_SET),
                ApiFixtures.owner("Deployment", ApiFixtures.DEPLOYMENT)));
    static final Owned BY_A_STATEFUL_SET =
        new Owned("ksm-0", List.of(ApiFixtures.owner("StatefulSet", "ksm")));

    List<Step> steps() {
      return Step.ladder(ApiFixtures.NAMESPACE, pod);
    }

    String answer(int step) {
      String seen = ApiFixtures.pod(true, 0).replace(ApiFixtures.POD, pod);
      return switch (step) {
        case 0 -> seen;
        case 1 -> ApiFixtures.podList(seen);
        default -> templates.get(step - 2);
      };
    }

    @Override
    public String toString() {
      return pod;
    }

    WorkloadSource source(int step) {
      return switch (step) {
        case 0 -> WorkloadSource.POD_GET;
        case 1 -> WorkloadSource.POD_LIST;
        default -> WorkloadSource.OWNER_TEMPLATE;
      };
    }
  }

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private final OwnPods world = new OwnPods();

  @BeforeEach
  void init() {
    server.init();
  }

  @AfterEach
  void close() {
    world.close();
    server.destroy();
  }

  static Stream<Arguments> ladders() {
    return Stream.of(Owned.BY_A_DEPLOYMENT, Owned.BY_A_STATEFUL_SET)
        .flatMap(
            owner ->
                IntStream.rangeClosed(0, owner.steps().size())
                    .boxed()
                    .flatMap(
                        step -> Stream.of(403, 404).map(code -> Arguments.of(owner, step, code))));
  }

  @ParameterizedTest(name = "{0}, step {1} is the first that is granted, others get {2}")
  @MethodSource("ladders")
  void the_first_step_that_is_granted_is_taken(Owned owner, int granted, int refusal)
      throws Exception {
    List<Step> steps = owner.steps();
    for (int i = 0; i < Math.min(granted, steps.size()); i++) {
      expect(steps.get(i), refusal, "{}");
    }
    boolean any = granted < steps.size();
    if (any) {
      expect(steps.get(granted), 200, owner.answer(granted));
    }
    OwnPod own = looking(owner.pod);
    own.awaitFirstLook(Duration.ofSeconds(20));

    assertEquals(any ? owner.source(granted) : WorkloadSource.FLAGS, OwnPods.source(own));
    assertEquals(any, OwnPods.hasProbes(own.current().getFirst()));
    assertEquals(ApiFixtures.NAMESPACE + "/" + owner.pod, own.current().getFirst().key());
    assertEquals(
        steps.stream().limit(granted + 1L).map(Step::path).toList(),
        asked(Math.min(granted + 1, steps.size())));
    assertTrue(own.isLooking(), "better may come later");
  }

  private void expect(Step step, int code, String body) {
    server.expect().get().withPath(step.path()).andReturn(code, body).always();
  }

  private List<String> asked(int requests) throws InterruptedException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      paths.add(server.takeRequest(20, TimeUnit.SECONDS).getPath());
    }
    return paths;
  }

  private OwnPod looking(String pod) {
    return world.opened(
        new OwnPod(
            () -> new ApiAccess(server.createClient().getConfiguration(), Optional.empty()),
            new Discovery.OwnPod(pod, Optional.of(ApiFixtures.NAMESPACE)),
            OwnPods.at("10.9.9.9"),
            OwnPods.flags(),
            OwnPods.PAUSE,
            OwnPods.LIMITS,
            new InternalErrors()));
  }
}
