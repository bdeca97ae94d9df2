package io.github.ksmprobe.prober;

import static io.github.ksmprobe.evidence.Body.End.CAPPED;
import static io.github.ksmprobe.evidence.Body.End.COMPLETE;
import static io.github.ksmprobe.evidence.Body.End.CUT;
import static io.github.ksmprobe.evidence.Body.End.LATE;
import static io.github.ksmprobe.prober.Asking.GUARD;
import static io.github.ksmprobe.prober.Asking.PATIENT;
import static io.github.ksmprobe.prober.Asking.SECOND;
import static io.github.ksmprobe.prober.Asking.ask;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, it is told apart and ends in time. */
class MisbehavingServerTest {

  private static final VertxProber PROBER = new VertxProber();

  private static Answer answer(Ask ask) {
    return Asking.answer(PROBER, ask);
  }

  private static Answer answerOf(HostileServer server) {
    return answer(ask(Scheme.HTTP, server.port()));
  }

  private static Arguments row(String rule, Behaviour behaviour, Object expected) {
    return arguments(rule, behaviour, expected.toString());
  }

  private static void drip(Connection connection, String bytes) throws IOException {
    connection.head();
    for (int i = 0; ; i++) {
      connection.send(String.valueOf(bytes.charAt(i % bytes.length())));
      connection.socket().setSoTimeout(200);
      try {
        if (connection.socket().getInputStream().read() < 0) {
          return;
        }
      } catch (java.net.SocketTimeoutException next) {
        // the next byte, then
      }
    }
  }

  private static void endless(Connection connection, String start, String more) throws IOException {
    connection.answer(start);
    while (true) {
      connection.send(more);
    }
  }

  static Stream<Arguments> servers() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        row("says nothing", Connection::untilClosed, Cause.TIMEOUT),
        row("one byte now and then", c -> drip(c, "HTTP/1.1 200 OK"), Cause.TIMEOUT),
        row("headers without end", c -> endless(c, ok, "X: y\r\n".repeat(99)), Cause.MALFORMED),
        row("a line without end", c -> endless(c, ok + "X: ", "y".repeat(9999)), Cause.MALFORMED),
        row("endless body", c -> endless(c, ok + "\r\n", "a".repeat(9999)), "200 " + CAPPED),
        row(
            "body without end",
            c -> {
              c.answer(ok + "\r\nab");
              c.untilClosed();
            },
            "200 " + LATE),
        row(
            "body longer than declared",
            c -> c.answer(ok + "Content-Length: 1\r\n\r\nabc"),
            "200 " + COMPLETE),
        row(
            "body shorter than declared",
            c -> c.answer(ok + "Content-Length: 9\r\n\r\nab"),
            "200 " + CUT),
        row(
            "body shorter than declared, open",
            c -> {
              c.answer(ok + "Content-Length: 9\r\n\r\nab");
              c.untilClosed();
            },
            "200 " + LATE),
        row(
            "bad chunk",
            c -> c.answer(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
            "200 " + CUT),
        row("garbage", c -> c.answer("+PONG\r\n"), Cause.MALFORMED),
        row(
            "garbage, open",
            c -> {
              c.answer("+PONG\r\n");
              c.untilClosed();
            },
            Cause.MALFORMED),
        row(
            "greets first",
            c -> {
              c.send("SSH-2.0-OpenSSH_9.2\r\n");
              c.untilClosed();
            },
            Cause.MALFORMED),
        row("closes without an answer", Connection::head, Cause.CLOSED),
        row("closes in the status line", c -> c.answer("HTTP/1.1 2"), Cause.MALFORMED),
        row("closes in the headers", c -> c.answer(ok + "X: y\r\n"), Cause.CLOSED),
        row(
            "resets",
            c -> {
              c.head();
              c.reset();
            },
            Cause.RESET),
        row(
            "interim answers first",
            c -> c.answer("HTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 E\r\nLink: x\r\n\r\n" + ok + "\r\n"),
            "200 " + COMPLETE),
        row(
            "interim answers only",
            c -> endless(c, "", "HTTP/1.1 102 P\r\n\r\n".repeat(99)),
            Cause.MALFORMED),
        row(
            "204 with a length",
            c -> {
              c.answer("HTTP/1.1 204 X\r\nContent-Length: 5\r\n\r\n");
              c.untilClosed();
            },
            "204 " + COMPLETE),
        row(
            "redirect to another host",
            c ->
                c.answer(
                    "HTTP/1.1 302 X\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"),
            "302 " + COMPLETE),
        row(
            "redirect loop",
            c -> c.answer("HTTP/1.1 302 X\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
            Cause.TOO_MANY_REDIRECTS),
        row(
            "redirect to nowhere",
            c -> c.answer("HTTP/1.1 302 X\r\nLocation: /%zz\r\n\r\n"),
            Cause.BAD_REDIRECT),
        row(
            "redirect to no port",
            c -> c.answer("HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:99999/\r\n\r\n"),
            Cause.BAD_REDIRECT),
        row(
            "redirect with a body that hangs",
            c -> {
              c.answer("HTTP/1.1 302 X\r\nLocation: /y\r\nContent-Length: 9\r\n\r\n");
              c.untilClosed();
            },
            Cause.TIMEOUT));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("servers")
  void a_server_that_misbehaves_is_told_apart(String rule, Behaviour behaviour, String expected)
      throws IOException {
    try (HostileServer server = new HostileServer(behaviour)) {
      long started = System.nanoTime();
      boolean late = expected.equals("TIMEOUT") || expected.endsWith("LATE");
      Duration timeout = late ? SECOND : PATIENT;
      Answer answer = answer(ask(Scheme.HTTP, server.port(), Reading.AS_THE_KUBELET, timeout));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      assertEquals(expected, summary(answer));
      assertTrue(took.compareTo(timeout.plus(GUARD)) < 0, rule + " took " + took);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10})
  void nine_redirects_are_followed_and_ten_are_not(int redirects) throws IOException {
    Behaviour behaviour =
        c ->
            c.answer(
                c.number() < redirects
                    ? "HTTP/1.1 302 X\r\nLocation: /" + c.number() + "\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n");
    try (HostileServer server = new HostileServer(behaviour)) {
      Answer answer = answerOf(server);
      assertEquals(redirects == 9 ? "200 COMPLETE" : "TOO_MANY_REDIRECTS", summary(answer));
      assertEquals(10, server.heads().size());
      if (answer instanceof Answer.Response response) {
        assertEquals(9, response.followed().size());
        assertEquals("http://127.0.0.1:" + server.port() + "/8", response.followed().getLast());
      }
    }
  }

  @Test
  void a_body_is_kept_up_to_the_cap_and_counted_to_the_end_where_that_is_wanted()
      throws IOException {
    String megabyte = "a".repeat(1 << 20);
    Behaviour behaviour =
        c -> {
          c.answer("HTTP/1.1 200 X\r\n\r\n");
          for (int i = 0; i < 20; i++) {
            c.send(megabyte);
          }
        };
    try (HostileServer server = new HostileServer(behaviour)) {
      Answer counted = answer(ask(Scheme.HTTP, server.port(), Reading.COUNTED, PATIENT));
      Body body = assertInstanceOf(Answer.Response.class, counted).body();
      assertEquals(20L << 20, body.bytes());
      assertEquals(10240, body.text().length());
      assertEquals(COMPLETE, body.end());
      Answer capped = answerOf(server);
      assertEquals(10240, assertInstanceOf(Answer.Response.class, capped).body().bytes());
    }
  }

  @Test
  void a_body_that_breaks_where_reading_stops_is_broken() throws IOException {
    String exact =
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n2800\r\n" + "a".repeat(10240);
    try (HostileServer broken = new HostileServer(c -> c.answer(exact + "\r\nzz\r\n"));
        HostileServer silent = new HostileServer(c -> c.answer(exact))) {
      assertEquals("200 CUT", summary(answerOf(broken)));
      assertEquals("200 CAPPED", summary(answerOf(silent)));
    }
  }

  @AfterAll
  static void close() {
    PROBER.close();
  }
}
