package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.get;
import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.readiness;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where one change will do, a fix knows without its sentence what to change, from what to what. */
class FixTest {

  private static final Optional<ChartHint> NO_CHART = Optional.empty();

  @Test
  void a_path_of_the_other_listener_changes_the_port() {
    Fix.Way telemetry =
        new Fix.Direct(
            new ListenerPort(Listener.TELEMETRY, 8081), Optional.empty(), false, Optional.empty());
    assertEquals(
        new Fix.MovePort("/readyz", new PortRef.Numbered(8080), telemetry, charts("5.27.0")),
        fix(pod(ksm(readiness("/readyz", 8080)))));
  }

  @Test
  void a_wrong_scheme_changes_the_scheme() {
    assertEquals(
        new Fix.SetScheme(Scheme.HTTPS, Scheme.HTTP, Optional.of("tls-config")),
        fix(pod(ksm(httpsLiveness("/livez", 8080)))));
  }

  @Test
  void a_wrong_host_is_removed() {
    HttpGet plain = (HttpGet) get("/livez", 8080, Scheme.HTTP);
    HttpGet local =
        new HttpGet(plain.path(), plain.port(), plain.scheme(), "127.0.0.1", plain.headers());
    assertEquals(
        new Fix.RemoveHost("httpGet.host", "127.0.0.1", NO_CHART),
        fix(pod(ksm(Probe.of(ProbeType.LIVENESS, local)))));
  }

  @Test
  void a_listener_on_loopback_loses_the_flag_that_put_it_there() {
    assertEquals(
        new Fix.RemoveHostFlag(Listener.MAIN, new BindAddress("127.0.0.1"), false, true, NO_CHART),
        fix(pod(ksm(List.of("--host=127.0.0.1"), liveness("/livez", 8080)))));
  }

  @Test
  void a_proxy_gets_one_more_path_to_let_through() {
    assertEquals(
        new Fix.LetThrough(Optional.of("front"), List.of("/livez"), "/healthz", false, NO_CHART),
        fix(
            pod(
                ksm(List.of("--host=127.0.0.1", "--port=9090"), httpsLiveness("/healthz", 8443)),
                proxy("front", 8443, 9090, "--ignore-paths=/livez"))));
  }

  private static Optional<ChartHint> charts(String first) {
    return Optional.of(new ChartHint.DoesSoFrom(ChartVersion.parse(first).orElseThrow()));
  }

  private static Fix fix(KsmPod pod) {
    return Diagnosis.of(ProbedPod.of(pod), match("2.14.0"), answers(pod, "2.14.0")).stream()
        .flatMap(verdict -> verdict.fixes().stream())
        .findFirst()
        .orElseThrow();
  }
}
