package io.github.ksmprobe.workload;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.workload.Container.Port;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who cannot listen beside whom. */
class CollisionTest {

  private static Container neighbour(List<String> args, Port... ports) {
    return new Container(
        "other", "registry.example/other:1", List.of(), args, List.of(), List.of(ports), List.of());
  }

  private static String said(KsmPod pod) {
    return pod.collision("kube-state-metrics")
        .map(
            found ->
                "%s/%s and %s/%s on %d"
                    .formatted(
                        found.one().container(),
                        found.one().listener(),
                        found.other().container(),
                        found.other().listener(),
                        found.port()))
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1, true",
    "::, 127.0.0.1, true",
    "127.0.0.1, 0.0.0.0, true",
    "'', ::1, true",
    "127.0.0.1, localhost, true",
    "127.0.0.1, ::ffff:127.0.0.1, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "10.0.0.7, 10.0.0.7, true",
    "FD00::7, fd00::7, true",
    "127.0.0.1, 10.0.0.7, false",
    "127.0.0.1, 127.0.0.2, false",
    "127.0.0.1, ::1, false",
    "localhost, ::1, false",
    "fd00::7, fd00::8, false"
  })
  void both_listeners_on_one_port_collide_where_their_addresses_do(
      String host, String telemetryHost, boolean collide) {
    KsmPod pod =
        pod(
            ksm(
                List.of(
                    "--port=9000",
                    "--telemetry-port=9000",
                    "--host=" + host,
                    "--telemetry-host=" + telemetryHost)));
    assertEquals(
        collide ? "kube-state-metrics/main and kube-state-metrics/telemetry on 9000" : "none",
        said(pod));
  }

  @Test
  void the_defaults_collide_with_nothing() {
    assertEquals("none", said(pod(ksm())));
  }

  @Test
  void a_main_port_on_the_default_of_telemetry_collides() {
    assertEquals(
        "kube-state-metrics/main and kube-state-metrics/telemetry on 8081",
        said(pod(ksm(List.of("--port=8081")))));
  }

  @Test
  void a_port_that_an_argument_hides_collides_with_nothing() {
    assertEquals("none", said(pod(ksm(List.of("--port=$(PORT)", "--telemetry-port=$(PORT)")))));
  }

  @ParameterizedTest
  @CsvSource({
    "':8080', '', true",
    "'[::]:8080', 127.0.0.1, true",
    "127.0.0.1:8080, 127.0.0.1, true",
    "127.0.0.1:8080, 10.0.0.7, false",
    "'[::1]:8080', 127.0.0.1, false",
    "':10117', '', false"
  })
  void a_neighbour_is_where_its_flag_says(String listens, String host, boolean collide) {
    KsmPod pod =
        pod(
            ksm(List.of("--host=" + host)),
            neighbour(List.of("--web.listen-address=" + listens), new Port("web", 8080)));
    assertEquals(collide ? "kube-state-metrics/main and other/ on 8080" : "none", said(pod));
  }

  @Test
  void a_declared_port_collides_only_with_all_addresses() {
    Container other = neighbour(List.of(), new Port("web", 8080));
    assertEquals("kube-state-metrics/main and other/ on 8080", said(pod(ksm(), other)));
    assertEquals("none", said(pod(ksm(List.of("--host=127.0.0.1")), other)));
    assertEquals("none", said(pod(ksm(List.of("--host=" + POD_IP)), other)));
  }

  @Test
  void another_protocol_is_another_port() {
    assertEquals("none", said(pod(ksm(), neighbour(List.of(), new Port("dns", 8080, false)))));
  }

  @Test
  void a_proxy_on_a_port_of_kube_state_metrics_collides() {
    assertEquals(
        "kube-state-metrics/main and front/ on 8080",
        said(pod(ksm(List.of("--host=127.0.0.1")), proxy("front", 8080, 8080))));
    assertEquals(
        "none",
        said(
            pod(
                ksm(List.of("--host=127.0.0.1", "--telemetry-host=127.0.0.1")),
                new Container(
                    "front",
                    "registry.example/kube-rbac-proxy:v0.20.2",
                    List.of(),
                    List.of(
                        "--secure-listen-address=[" + POD_IP + "]:8080",
                        "--upstream=http://127.0.0.1:8080/"),
                    List.of(),
                    List.of(),
                    List.of()))));
  }

  @Test
  void two_proxies_with_one_health_port_leave_kube_state_metrics_alone() {
    KsmPod pod =
        pod(
            ksm(),
            proxy("a", 8443, 8080, "--proxy-endpoints-port=8888"),
            proxy("b", 9443, 8081, "--proxy-endpoints-port=8888"));
    assertEquals("none", said(pod));
    assertEquals(Optional.of(8888), pod.collision("a").map(Collision::port));
  }
}
