package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.container;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.podIpEnv;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.withEnv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.diagnosis.PodNote.Kind;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the proxy in front of kube-state-metrics can be bypassed. */
class PodNoteTest {

  private static final Container PROXY = proxy("front", 8443, 8080);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=8080",
        "--host=0.0.0.0",
        "--host=::",
        "--host=",
        "--host=127.0.0.1 --host=0.0.0.0",
        "--telemetry-host=127.0.0.1"
      })
  void a_listener_on_all_addresses_is_open_beside_its_proxy(String args) {
    List<PodNote> notes = notes(args, PROXY);
    assertEquals(List.of(Kind.PROXY_BYPASSED), notes.stream().map(PodNote::kind).toList());
    PodNote note = notes.getFirst();
    assertTrue(Wording.why(note).contains("container front"), Wording.why(note));
    assertTrue(Wording.why(note).contains("main (port 8080)"), Wording.why(note));
    assertTrue(Wording.fix(note).contains("--host=127.0.0.1"), Wording.fix(note));
    assertTrue(Wording.fix(note).contains("through the proxy"), Wording.fix(note));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--host=127.0.0.1",
        "--host=localhost",
        "--host=127.8.8.8",
        "--port=9999",
        "--auth-filter",
        // It exits at once, and an exited process is open to nobody.
        "--telemetry-port=8080"
      })
  void a_listener_that_only_the_proxy_reaches_is_not(String args) {
    assertEquals(List.of(), notes(args, PROXY));
  }

  @Test
  void a_proxy_in_front_of_something_else_is_not_bypassed() {
    assertEquals(List.of(), notes("--port=8080", proxy("other", 8443, 9100)));
    assertEquals(List.of(), notes("--port=8080", upstream("http://prometheus.monitoring:8080/")));
    assertEquals(List.of(), notes("--port=8080"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080", "http://[::1]:8080/x", "http://" + POD_IP + ":8080"})
  void an_upstream_in_the_pod_counts_however_it_is_written(String url) {
    assertEquals(1, notes("--port=8080", upstream(url)).size());
  }

  @Test
  void the_pods_own_address_is_open_too_where_the_proxy_forwards_to_it() {
    Container bound = withEnv(ksm(List.of("--host=$(IP)")), podIpEnv("IP"));
    assertEquals(1, PodNote.of(pod(bound, upstream("http://" + POD_IP + ":8080"))).size());
    assertEquals(List.of(), PodNote.of(pod(bound, PROXY)));
  }

  @Test
  void loopback_stays_closed_where_the_pod_is_asked_through_a_port_forward() {
    KsmPod here = pod(ksm(List.of("--host=127.0.0.1")), PROXY);
    KsmPod forwarded =
        KsmPod.of(here.workload().withPod(here.workload().pod().withIp("127.0.0.1"))).orElseThrow();
    assertEquals(List.of(), PodNote.of(forwarded));
  }

  @Test
  void each_listener_has_a_note_of_its_own_and_a_flag_of_its_own() {
    List<PodNote> notes = notes("--port=8080", PROXY, proxy("self", 9443, 8081));
    assertEquals(2, notes.size());
    PodNote telemetry = notes.getLast();
    assertTrue(Wording.why(telemetry).contains("telemetry (port 8081)"), Wording.why(telemetry));
    assertTrue(
        Wording.fix(telemetry).contains("--telemetry-host=127.0.0.1"), Wording.fix(telemetry));
  }

  @Test
  void what_is_taken_for_granted_is_said() {
    String why = Wording.why(notes("--config=/etc/ksm.yaml", PROXY).getFirst());
    assertTrue(why.contains("Assumed: the file of --config=/etc/ksm.yaml"), why);
    assertFalse(Wording.why(notes("--port=8080", PROXY).getFirst()).contains("Assumed"));
  }

  @Test
  void a_network_policy_is_no_cure_on_the_nodes_own_network() {
    PodNote note = PodNote.of(pod(true, ksm(List.of()), PROXY)).getFirst();
    assertFalse(Wording.fix(note).contains("NetworkPolicy"), Wording.fix(note));
  }

  private static List<PodNote> notes(String args, Container... others) {
    Container[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = ksm(Arrays.asList(args.split(" ", -1)));
    return PodNote.of(pod(all));
  }

  private static Container upstream(String url) {
    return container(
        "front",
        "registry.example/kube-rbac-proxy:v0.20.2",
        List.of("--secure-listen-address=:8443", "--upstream=" + url));
  }
}
