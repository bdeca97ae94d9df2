package io.github.ksmprobe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactedExchangeTest {

  private static final KsmPod POD =
      AskedPods.pod(
          "ns",
          "ksm",
          "v2.14.0",
          "/livez",
          "/readyz",
          List.of(new Header("X-Api-Key", "s3cret"), new Header("Cookie", "s3cret")));

  private static RedactedExchange exhibit(Answer answer) {
    Ask probe =
        AskedPods.found(POD).evidence().stream()
            .map(Answered::ask)
            .filter(ask -> ask.purpose() instanceof Ask.Purpose.Configured)
            .findFirst()
            .orElseThrow();
    return RedactedExchange.of(new Answered(probe, answer));
  }

  @Test
  void header_values_that_may_be_secrets_are_masked() {
    Headers headers =
        new Headers(
            List.of(
                new Headers.Line("Set-Cookie", "session=s3cret"),
                new Headers.Line("Content-Type", "text/plain")));
    RedactedExchange shown =
        exhibit(new Response(200, headers, Body.complete("ok"), List.of(), Duration.ofMillis(3)));
    assertFalse(shown.toString().contains("s3cret"), shown.toString());
    assertTrue(shown.requestHead().contains("X-Api-Key: (not shown)\n"), shown.requestHead());
    assertTrue(shown.requestHead().contains("Host: 10.0.0.7:8080\n"), shown.requestHead());
    assertEquals("Set-Cookie: (not shown)\nContent-Type: text/plain\n", shown.responseHead());
  }

  @Test
  void every_outcome_is_one_line() {
    assertEquals(
        "302 after redirects to http://10.0.0.7:8080/a",
        exhibit(
                new Response(
                    302,
                    Headers.NONE,
                    Body.EMPTY,
                    List.of("http://10.0.0.7:8080/a"),
                    Duration.ZERO))
            .outcome());
    assertEquals(
        "200, then the body broke off",
        exhibit(
                new Response(
                    200, Headers.NONE, new Body("x", 1, Body.End.CUT), List.of(), Duration.ZERO))
            .outcome());
    assertEquals(
        "no answer: refused, connection refused",
        exhibit(new NoResponse(Answer.Cause.REFUSED, "connection refused", Duration.ZERO))
            .outcome());
    assertEquals(
        "not observable: round ended",
        exhibit(new NotObservable(Answer.Why.ROUND_ENDED, "")).outcome());
  }

  @Test
  void a_terminal_gets_no_escape_sequences() {
    RedactedExchange shown =
        exhibit(
            new Response(
                200,
                new Headers(List.of(new Headers.Line("X", "\u001b[2J"))),
                Body.complete("a\u001b[31m\n\tb\r\u0000\u009b"),
                List.of(),
                Duration.ZERO));
    assertEquals("a\uFFFD[31m\n\tb\uFFFD\uFFFD\uFFFD", shown.body());
    assertEquals("X: \uFFFD[2J\n", shown.responseHead());
  }

  @Test
  void an_excerpt_keeps_the_count_of_what_was_read() {
    Body body = Body.complete("0123456789").excerpt(4);
    assertEquals(new Body("0123", 10, Body.End.COMPLETE), body);
  }
}
