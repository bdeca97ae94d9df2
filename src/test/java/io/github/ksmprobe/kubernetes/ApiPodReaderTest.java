package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiPodReaderTest {

  private final ApiPodReader reader = new ApiPodReader(Contracts.KUBE_STATE_METRICS);

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
    assertEquals(
        Optional.empty(), condition(ApiFixtures.owner("ReplicaSet", ApiFixtures.REPLICA_SET)));
  }

  @Test
  void braces_in_a_helpers_arguments_hide_no_pod() {
    Workload found =
        workload(
            withContainer(
                "{\"name\":\"helper\",\"image\":\"kubectl\",\"args\":[\"-o\",\"go-template={{range .items}}{{end}}\"]}"));
    assertEquals(List.of(), found.problems());
    assertEquals("kube-state-metrics", KsmPod.of(found).orElseThrow().ksm().name());
  }

  @Test
  void an_odd_container_is_a_problem_and_hides_no_pod() {
    Workload found = workload(withContainer("{\"name\":[\"helper\"],\"image\":\"x\"}"));
    assertEquals(
        List.of(
            "spec.containers[0].name is a list, but Kubernetes takes a text there: correct it."),
        found.problems());
    assertTrue(
        KsmPod.of(found).orElseThrow().ksm().probes().stream()
            .noneMatch(probe -> probe.handler() instanceof Handler.Unread));
  }

  @Test
  void a_kind_of_probe_that_is_not_known_leaves_the_other_one_judged() {
    String pod = ApiFixtures.pod(true, 0);
    String odd =
        pod.replaceFirst(
            "\"livenessProbe\": *\\{ *\"httpGet\"", "\"livenessProbe\":{\"webSocket\"");
    assertFalse(odd.equals(pod), pod);
    Workload found = workload(odd);
    assertEquals(1, found.problems().size(), found.problems().toString());
    Container ksm = KsmPod.of(found).orElseThrow().ksm();
    assertTrue(
        ksm.probe(ProbeType.LIVENESS).orElseThrow().handler() instanceof Handler.Unread,
        ksm.toString());
    assertTrue(
        ksm.probe(ProbeType.READINESS).orElseThrow().handler() instanceof Handler.HttpGet,
        ksm.toString());
  }

  @Test
  void a_pod_of_which_nothing_can_be_read_is_seen_all_the_same() {
    Workload found =
        workload(
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\",\"namespace\":\"b\"},"
                + "\"spec\":{\"containers\":\"none\"},\"status\":{\"podIP\":\"10.0.0.9\"}}");
    assertEquals("b/a", found.namespace() + "/" + found.name());
    assertEquals("10.0.0.9", KsmPod.of(found).orElseThrow().ip());
    assertFalse(found.declaresProbes());
    assertEquals(1, found.problems().size());
  }

  /** But for the lines of its probes, which a file has and which are in no text. */
  @Test
  void what_the_api_server_sends_reads_as_the_same_in_a_file() {
    String pod = ApiFixtures.pod(true, 0);
    assertEquals(ApiFixtures.read(pod).workloads().toString(), "[" + read("pod", pod) + "]");
    String owner = ApiFixtures.owner("Deployment", ApiFixtures.DEPLOYMENT);
    assertEquals(ApiFixtures.read(owner).workloads().toString(), "[" + read("pod", owner) + "]");
  }

  @Test
  void a_character_that_no_file_may_hold_hides_no_probe() {
    Workload found = workload(withContainer("{\"name\":\"helper\",\"args\":[\"\u007f\"]}"));
    assertEquals(List.of(), found.problems());
    assertTrue(found.declaresProbes());
  }

  private Workload read(String source, String object) {
    return reader.read(source, object).orElseThrow().workload();
  }

  private Workload workload(String object) {
    return read("test", object);
  }

  private static String withContainer(String container) {
    String pod = ApiFixtures.pod(true, 0);
    assertTrue(pod.contains("\"containers\": ["), pod);
    return pod.replace("\"containers\": [", "\"containers\": [" + container + ",");
  }

  private Optional<ReadyCondition> condition(String object) {
    return reader.read("test", object).orElseThrow().view(WorkloadSource.POD_GET).condition();
  }

  private static String withCondition(String rest) {
    String pod = ApiFixtures.pod(true, 0);
    String before = "\"type\": \"Ready\",\"status\": \"True\"";
    assertTrue(pod.contains(before), pod);
    String other =
        "\"type\":\"PodScheduled\",\"status\":\"True\",\"lastTransitionTime\":\"2020-01-01T00:00:00Z\"";
    return pod.replace(before, other + "},{\"type\":\"Ready\"," + rest);
  }
}
