package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.round.ReadyCondition;
import io.github.ksmprobe.round.WorkloadSource;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodReaderTest {

  private final PodReader reader = new PodReader(Fixtures.MANIFESTS);

  @Test
  void the_pods_ready_condition_is_read_with_its_time() {
    String pod =
        withCondition("\"status\": \"False\", \"lastTransitionTime\": \"2026-03-04T02:13:00Z\"");
    assertEquals(
        Optional.of(new ReadyCondition(false, Instant.parse("2026-03-04T02:13:00Z"))),
        condition(pod));
    assertEquals(
        Optional.of(new ReadyCondition(true, Instant.parse("2026-03-04T02:13:00Z"))),
        condition(pod.replace("\"False\"", "\"True\"")));
  }

  @Test
  void a_condition_that_never_turned_says_nothing() {
    assertEquals(
        Optional.empty(),
        condition(withCondition("\"status\": \"False\", \"lastTransitionTime\": null")));
    assertEquals(
        Optional.empty(),
        condition(withCondition("\"status\": \"True\", \"lastTransitionTime\": \"soon\"")));
  }

  @Test
  void a_template_has_none() {
    assertEquals(Optional.empty(), condition(Fixtures.owner("ReplicaSet", Fixtures.REPLICA_SET)));
  }

  private Optional<ReadyCondition> condition(String object) {
    return reader.read("test", object).orElseThrow().view(WorkloadSource.POD_GET).condition();
  }

  private static String withCondition(String rest) {
    String pod = Fixtures.pod(true, 0);
    String before = "\"type\": \"Ready\",\"status\": \"True\"";
    assertTrue(pod.contains(before), pod);
    String other =
        "\"type\":\"PodScheduled\",\"status\":\"True\",\"lastTransitionTime\":\"2020-01-01T00:00:00Z\"";
    return pod.replace(before, other + "},{\"type\":\"Ready\"," + rest);
  }
}
