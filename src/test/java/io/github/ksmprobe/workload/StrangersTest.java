package io.github.ksmprobe.workload;

import static io.github.ksmprobe.Fixtures.env;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.secretEnv;
import static io.github.ksmprobe.Fixtures.withEnv;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Container.Port;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangersTest {

  private static final Container OPEN = ksm();
  private static final Container BEHIND =
      ksm(List.of("--host=127.0.0.1", "--port=9090", "--telemetry-port=9091"));

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--listen=:8443 | 8443 | true",
        "--listen :8443 | 8443 | true",
        "--https-address=https://0.0.0.0:8443 | 8443 | true",
        "--insecure-listen-address=[::]:8443 | 8443 | true",
        "--port 8443 | 8443 | true",
        "--listen=127.0.0.1:8443 | 8443 | false",
        "--upstream=http://localhost:8443/ | 8443 | false",
        "--upstream=http://[::1]:8443 | 8443 | false",
        "--listen=:8443 | 844 | false",
        "--listen=:8443 | 443 | false",
        "--listen=:18443 | 8443 | false",
        "get pods --watch | 8443 | false",
      })
  void a_container_may_listen_on_a_port_that_it_names(String args, int port, boolean may) {
    assertEquals(may, mayListen(OPEN, stranger("helper", "helper", args), port));
  }

  @ParameterizedTest(name = "{0} of {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "front | docker.io/envoyproxy/envoy:v1.33.0 | -c /etc/envoy.yaml | true",
        "nginx | registry.example/web:1 | -g daemon | true",
        "istio-proxy | registry.example/proxyv2:1 | proxy sidecar | true",
        "auth | registry.example/oauth2-proxy:7 | --provider=oidc | true",
        "auth | registry.example/prom-label-proxy:1 | --upstream=http://127.0.0.1:8080 | true",
        "auth | registry.example/oauth2-proxy:7 | --http-address=:4180 | false",
        "auth | registry.example/prom-label-proxy:1 | --insecure-listen-address=0.0.0.0:4180 | false",
        "helper | registry.example/kubectl:1 | get pods | false",
        "ksm-probe-exporter | registry.example/ksm-probe-exporter:1 | run | false",
      })
  void a_proxy_that_does_not_show_where_it_listens_may_listen_anywhere(
      String name, String image, String args, boolean may) {
    assertEquals(may, mayListen(OPEN, stranger(name, image, args), 8443));
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "auth | --x=y | true",
        "auth | --upstream=http://127.0.0.1:9090 | true",
        "auth | --upstream-port=9090 | true",
        "auth | --listen=:4180 | false",
        "ksm-probe-exporter | run | false",
      })
  void something_must_be_in_front_of_what_listens_on_loopback(
      String name, String args, boolean may) {
    assertEquals(may, mayListen(BEHIND, stranger(name, name, args), 8443));
    assertEquals(false, mayListen(OPEN, stranger(name, name, args), 8443));
  }

  @Test
  void the_environment_and_declared_ports_count_as_well() {
    Container bare = stranger("auth", "auth", "");
    assertEquals(true, mayListen(OPEN, withEnv(bare, env("PROXY_LISTEN", ":8443")), 8443));
    assertEquals(false, mayListen(OPEN, withEnv(bare, env("PROXY_LISTEN", ":8444")), 8443));
    assertEquals(false, mayListen(BEHIND, withEnv(bare, env("PROXY_LISTEN", ":8444")), 8443));
    assertEquals(true, mayListen(BEHIND, withEnv(bare, secretEnv("PROXY_LISTEN")), 8443));
    assertEquals(true, mayListen(OPEN, declaring(bare, 8443), 8443));
    assertEquals(false, mayListen(BEHIND, declaring(bare, 8444), 8443));
  }

  @Test
  void a_proxy_that_is_understood_is_no_stranger_unless_its_port_is_hidden() {
    assertEquals(false, mayListen(BEHIND, proxy("kube-rbac-proxy", 8443, 9090), 8444));
    Container hidden =
        withEnv(
            stranger(
                "kube-rbac-proxy",
                "kube-rbac-proxy",
                "--secure-listen-address=:$(PORT) --upstream=http://127.0.0.1:9090/"),
            secretEnv("PORT"));
    assertEquals(true, mayListen(BEHIND, hidden, 8444));
  }

  @Test
  void the_way_to_a_listener_on_loopback_is_the_likeliest_of_the_others() {
    Container helper = stranger("helper", "helper", "run");
    Container sender = stranger("sender", "sender", "--to=http://127.0.0.1:9090");
    Container envoy = stranger("front", "envoy", "-c /x.yaml");
    assertEquals("front", front(BEHIND, helper, sender, envoy));
    assertEquals("sender", front(BEHIND, helper, sender));
    assertEquals("helper", front(BEHIND, helper));
    assertEquals("none", front(BEHIND));
    assertEquals("none", front(OPEN, helper, sender, envoy));
  }

  private static String front(Container ksm, Container... others) {
    return strangers(ksm, others).front(Listener.MAIN).map(Container::name).orElse("none");
  }

  private static boolean mayListen(Container ksm, Container other, int port) {
    return strangers(ksm, other).mayListenAt(port).isPresent();
  }

  private static Strangers strangers(Container ksm, Container... others) {
    Container[] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = ksm;
    return pod(all).strangers();
  }

  private static Container stranger(String name, String image, String args) {
    List<String> words =
        Optional.of(args).filter(text -> !text.isEmpty()).stream()
            .flatMap(text -> Arrays.stream(text.split(" ")))
            .toList();
    return new Container(name, image, List.of(), words, List.of(), List.of(), List.of());
  }

  private static Container declaring(Container one, int port) {
    return new Container(
        one.name(),
        one.image(),
        one.command(),
        one.args(),
        one.env(),
        List.of(new Port("", port)),
        one.probes());
  }
}
