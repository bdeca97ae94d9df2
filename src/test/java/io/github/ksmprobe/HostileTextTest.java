package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.contract.ProxyContract;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever creates a pod or answers a probe writes text that is read here, as long and as odd as an
 * object or an answer may be. The limit is for work that grows faster than the text, which would
 * take hours.
 */
class HostileTextTest {

  private static final Duration HANGS = Duration.ofSeconds(30);
  private static final int LENGTH = 100_000;

  private static <T> T soon(ThrowingSupplier<T> work) {
    return assertTimeoutPreemptively(HANGS, work);
  }

  private static String of(String piece) {
    return piece.repeat(LENGTH / piece.length());
  }

  static Stream<Arguments> paths() {
    return Stream.of(
            "?a", "?key", "key", "/", "//", "%2f", "../", "a;", "=&", "?=", "//a:", "@", "[", ":",
            "-", "%", "#", " ", "\u00e9", "{{")
        .map(piece -> arguments(piece));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void any_path_becomes_a_request_and_something_to_show(String piece) {
    String path = "/x" + of(piece) + "x";
    ProbeRequest request = soon(() -> RequestBuilder.plain(Scheme.HTTP, "10.0.0.7", 8080, path));
    assertTrue(soon(request::head).endsWith("\r\n\r\n"));
    assertTrue(soon(request::describe).length() < 3_000);
    assertTrue(soon(() -> Masked.of(path)).length() < 3_000);
    assertTrue(soon(() -> Masked.host(path)).length() < 3_000);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void any_path_of_a_probe_is_judged(String piece) {
    String path = "/x" + of(piece) + "x";
    KsmPod pod = Fixtures.pod(Fixtures.ksm(Fixtures.liveness(path, 8080)));
    PodReport report =
        soon(() -> Judge.predicted(pod, RunningVersion.given(Fixtures.version("v2.14.0"))));
    assertFalse(report.verdicts().isEmpty());
  }

  @Test
  void slashes_before_the_end_of_a_path_are_no_slashes_at_its_end() {
    KsmPod pod = Fixtures.pod(Fixtures.ksm(Fixtures.liveness("/livez/" + of("/") + "x", 8080)));
    PodReport report =
        soon(() -> Judge.predicted(pod, RunningVersion.given(Fixtures.version("v2.14.0"))));
    assertTrue(report.verdicts().stream().noneMatch(one -> one.reason() == Reason.OK));
  }

  @Test
  void a_location_of_any_text_leads_somewhere_or_nowhere() {
    ProbeRequest request = RequestBuilder.plain(Scheme.HTTP, "10.0.0.7", 8080, "/");
    String letters =
        IntStream.range(0x4e00, 0x9f00).mapToObj(Character::toString).collect(Collectors.joining());
    for (String location :
        List.of(
            of("../"),
            of("?a"),
            "http://" + of(":"),
            "http://" + of("[") + "/",
            "//" + letters,
            "/" + of("a/../"),
            of("%zz"))) {
      String bytes =
          new String(
              location.getBytes(java.nio.charset.StandardCharsets.UTF_8),
              java.nio.charset.StandardCharsets.ISO_8859_1);
      assertFalse(soon(() -> request.redirect(302, Optional.of(bytes))).toString().isEmpty());
    }
    ProbeRequest named = soon(() -> RequestBuilder.plain(Scheme.HTTP, letters, 8080, "/"));
    assertTrue(soon(named::head).contains("\r\n"));
  }

  @Test
  void patterns_of_a_proxy_meet_paths_of_any_length() {
    for (String pattern : List.of("/" + "*a".repeat(400) + "b", of("*"), "[" + of("a"), of("\\"))) {
      ProxyContract proxy = new ProxyContract(List.of(), List.of(pattern));
      assertEquals(
          ProxyContract.Passage.NOT_ALLOWED, soon(() -> proxy.passage("/" + of("a") + "c")));
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void any_argument_of_a_container_is_read(String piece) {
    Container shell =
        Fixtures.withCommand(
            Fixtures.ksm(List.of("-" + of("c") + "!", "--port=" + of(piece), of("$("))),
            of("/") + "sh",
            of(piece));
    assertFalse(soon(() -> Fixtures.pod(shell)).judged().isEmpty());
  }
}
