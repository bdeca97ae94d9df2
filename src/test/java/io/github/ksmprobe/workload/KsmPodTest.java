package io.github.ksmprobe.workload;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.container;
import static io.github.ksmprobe.Fixtures.env;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.podIpEnv;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.secretEnv;
import static io.github.ksmprobe.Fixtures.withCommand;
import static io.github.ksmprobe.Fixtures.withEnv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Assumption.Kind;
import io.github.ksmprobe.workload.KsmSettings.Bind;
import io.github.ksmprobe.workload.ProxySettings.Upstream;
import io.github.ksmprobe.workload.Socket.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KsmPodTest {

  @ParameterizedTest(name = "a socket on \"{0}\" takes {1}: {2}")
  @CsvSource(
      emptyValue = "",
      value = {
        "'', 10.0.0.7, true",
        "::, 10.0.0.7, true",
        "::, 127.0.0.1, true",
        "0.0.0.0, fd00::7, true",
        "0.0.0.0, ::1, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, localhost, true",
        "127.0.0.1, 10.0.0.7, false",
        "127.0.0.1, ::1, false",
        "::1, ::1, true",
        "::1, 127.0.0.1, false",
        "::1, 10.0.0.7, false",
        "localhost, 127.0.0.1, true",
        "localhost, ::1, true",
        "localhost, 10.0.0.7, false",
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 127.0.0.1, false",
        "10.0.0.8, 10.0.0.7, false"
      })
  void an_address_decides_who_gets_in(String address, String dialled, boolean accepted) {
    assertEquals(accepted, new BindAddress(address).accepts(dialled));
  }

  @Test
  void without_flags_the_defaults_hold() {
    assertEquals(
        new KsmSettings(
            new Bind(BindAddress.ANY, 8080),
            new Bind(BindAddress.ANY, 8081),
            Set.of(),
            false,
            List.of()),
        KsmSettings.of(ksm(), POD_IP));
  }

  @Test
  void flags_move_both_listeners() {
    KsmSettings settings =
        KsmSettings.of(
            ksm(
                List.of(
                    "--host=127.0.0.1",
                    "--port",
                    "9090",
                    "--telemetry-host=::1",
                    "--telemetry-port=9091",
                    "--auth-filter",
                    "--tls-config=/web.yaml")),
            POD_IP);
    assertEquals(new Bind(new BindAddress("127.0.0.1"), 9090), settings.bind(Listener.MAIN));
    assertEquals(new Bind(new BindAddress("::1"), 9091), settings.bind(Listener.TELEMETRY));
    assertEquals(Set.of(Listener.values()), settings.tls());
    assertEquals(true, settings.authFilter());
  }

  @Test
  void what_the_manifest_hides_is_an_assumption() {
    Container container =
        withCommand(
            withEnv(
                ksm(
                    List.of(
                        "-c",
                        "--config=/ksm.yaml",
                        "--tls-config=/web.yaml",
                        "--host=$(HOST)",
                        "--telemetry-port=$(PORT)")),
                secretEnv("HOST"),
                secretEnv("PORT")),
            "sh");
    KsmSettings settings = KsmSettings.of(container, POD_IP);
    assertEquals(
        List.of(
            new Assumption(Kind.HIDDEN_HOST, "--host=$(HOST) (from Secret ksm)"),
            new Assumption(Kind.HIDDEN_PORT, "--telemetry-port=$(PORT) (from Secret ksm)"),
            new Assumption(Kind.CONFIG_FILE, "/ksm.yaml"),
            new Assumption(Kind.TLS_CONFIG_FILE, "--tls-config=/web.yaml"),
            new Assumption(Kind.SHELL_COMMAND, "sh")),
        settings.assumptions());
    assertEquals(new Bind(BindAddress.ANY, 8080), settings.main());
    assertEquals(0, settings.telemetry().port());
  }

  @ParameterizedTest(name = "--port={0} is {1}")
  @CsvSource({"1, 1", "65535, 65535", "65536, 0", "0, 0", "-1, 0", "http, 0", "0080, 80"})
  void a_port_that_cannot_be_one_is_not_guessed(String text, int port) {
    assertEquals(port, KsmSettings.of(ksm(List.of("--port=" + text)), POD_IP).main().port());
  }

  @Test
  void a_listener_with_a_hidden_port_has_no_socket() {
    KsmPod pod = pod(withEnv(ksm(List.of("--port=$(PORT)")), secretEnv("PORT")));
    assertEquals(Optional.empty(), pod.socket(Listener.MAIN));
    assertEquals(8081, pod.socket(Listener.TELEMETRY).orElseThrow().port());
  }

  @ParameterizedTest(name = "{0} listens on \"{1}\" {2}")
  @CsvSource(
      emptyValue = "",
      value = {
        ":8443, '', 8443",
        "0.0.0.0:8443, 0.0.0.0, 8443",
        "127.0.0.1:8443, 127.0.0.1, 8443",
        "[::]:8443, ::, 8443",
        "[$(IP)]:9443, 10.0.0.7, 9443",
        ":$(PORT), '', 7443"
      })
  void a_proxy_is_told_by_its_flags(String listen, String address, int port) {
    Container container =
        withEnv(
            container(
                "front",
                "registry.example/front:1",
                List.of(
                    "--secure-listen-address=" + listen,
                    "--upstream=http://127.0.0.1:9090/",
                    "--ignore-paths=/livez,/readyz",
                    "--ignore-paths=/healthz",
                    "--proxy-endpoints-port=8888")),
            podIpEnv("IP"),
            env("PORT", "7443"));
    ProxySettings settings = ProxySettings.of(container, POD_IP).orElseThrow();
    assertEquals(new BindAddress(address), settings.address());
    assertEquals(port, settings.port());
    assertEquals(new Upstream(Scheme.HTTP, "127.0.0.1", 9090), settings.upstream());
    assertEquals(List.of("/livez", "/readyz", "/healthz"), settings.contract().ignorePaths());
    assertEquals(8888, settings.healthPort());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http://127.0.0.1:9090/, HTTP, 127.0.0.1, 9090",
    "https://localhost:9443, HTTPS, localhost, 9443",
    "http://[::1]:9090/, HTTP, ::1, 9090",
    "http://127.0.0.1, HTTP, 127.0.0.1, 80",
    "https://[::1], HTTPS, ::1, 443"
  })
  void an_upstream_is_taken_apart(String url, Scheme scheme, String host, int port) {
    Container container =
        container(
            "front",
            "registry.example/front:1",
            List.of("--secure-listen-address=:8443", "--upstream=" + url));
    assertEquals(
        new Upstream(scheme, host, port),
        ProxySettings.of(container, POD_IP).orElseThrow().upstream());
  }

  @Test
  void half_of_the_flags_make_no_proxy() {
    assertEquals(
        Optional.empty(),
        ProxySettings.of(
            container("x", "x", List.of("--upstream=http://127.0.0.1:9090/")), POD_IP));
    assertEquals(
        Optional.empty(),
        ProxySettings.of(container("x", "x", List.of("--secure-listen-address=:8443")), POD_IP));
  }

  @Test
  void a_hidden_path_flag_is_an_assumption_and_no_path() {
    ProxySettings settings =
        ProxySettings.of(
                withEnv(proxy("front", 8443, 9090, "--ignore-paths=$(PATHS)"), secretEnv("PATHS")),
                POD_IP)
            .orElseThrow();
    assertEquals(List.of(), settings.contract().ignorePaths());
    assertEquals(
        List.of(
            new Assumption(Kind.HIDDEN_PROXY_FLAG, "--ignore-paths=$(PATHS) (from Secret ksm)")),
        settings.assumptions());
  }

  @Test
  void every_socket_of_the_pod_is_known_with_its_role() {
    KsmPod pod =
        pod(
            ksm(List.of("--host=127.0.0.1", "--port=9090", "--telemetry-port=9091")),
            proxy("front", 8443, 9090, "--proxy-endpoints-port=8888"),
            container("other", "registry.example/other:1", List.of()));
    assertEquals(
        List.of(
            "kube-state-metrics:9090 Ksm HTTP",
            "kube-state-metrics:9091 Ksm HTTP",
            "front:8443 Proxy HTTPS",
            "front:8888 ProxyHealth HTTPS",
            "other:8080 Other HTTP",
            "other:8081 Other HTTP"),
        pod.sockets().stream()
            .map(
                socket ->
                    socket.container()
                        + ":"
                        + socket.port()
                        + " "
                        + socket.role().getClass().getSimpleName()
                        + " "
                        + socket.scheme())
            .toList());
    assertEquals(List.of("kube-state-metrics", "front"), names(pod.judged()));
    assertEquals(Optional.empty(), pod.reached(POD_IP, 9090));
    assertEquals(new Role.Ksm(Listener.MAIN), pod.reached("127.0.0.1", 9090).orElseThrow().role());
    assertEquals(Optional.of(Listener.MAIN), pod.listenerBehind(pod.at(8443).orElseThrow()));
    assertEquals(Optional.empty(), pod.listenerBehind(pod.at(8888).orElseThrow()));
    assertEquals(Optional.empty(), pod.listenerBehind(pod.at(8080).orElseThrow()));
  }

  @Test
  void what_listens_on_loopback_is_not_reached_on_the_pods_ip_whatever_that_is() {
    Container bound =
        new Container(
            "kube-state-metrics",
            "",
            List.of(),
            List.of("--host=127.0.0.1", "--telemetry-host=localhost"),
            List.of(),
            List.of(),
            List.of());
    KsmPod simulated = at("127.0.1.7", bound);
    assertEquals(Optional.empty(), simulated.reached("127.0.1.7", 8080));
    assertEquals(Optional.empty(), simulated.reached("127.0.1.7", 8081));
    assertTrue(simulated.reached("127.0.2.7", 8080).isPresent());
    KsmPod forwarded = at("127.0.0.1", bound);
    assertTrue(forwarded.reached("127.0.0.1", 8080).isPresent());
    assertTrue(forwarded.reached("127.0.0.1", 8081).isPresent());
  }

  private static KsmPod at(String ip, Container container) {
    Pod pod = new Pod(false, ip, List.of(container));
    return KsmPod.of(new Workload("x", "Pod", "", "ksm", Map.of(), pod)).orElseThrow();
  }

  @Test
  void tls_and_swapped_listeners_change_the_sockets_alone() {
    KsmPod pod = pod(ksm());
    assertEquals(Scheme.HTTPS, pod.withTls(Set.of(Listener.MAIN)).at(8080).orElseThrow().scheme());
    assertEquals(Scheme.HTTP, pod.withTls(Set.of(Listener.MAIN)).at(8081).orElseThrow().scheme());
    KsmPod swapped = pod.withListenersSwapped();
    assertEquals(new Role.Ksm(Listener.TELEMETRY), swapped.at(8080).orElseThrow().role());
    assertEquals(8081, swapped.settings().main().port());
    assertEquals(pod, swapped.withListenersSwapped());
  }

  @Test
  void a_pod_without_an_address_has_a_word_for_it() {
    Workload workload =
        new Workload("x", "Pod", "", "ksm", Map.of(), new Pod(false, "", List.of(ksm())));
    assertEquals("POD_IP", KsmPod.of(workload).orElseThrow().ip());
  }

  private static List<String> names(List<Container> containers) {
    return containers.stream().map(Container::name).toList();
  }
}
