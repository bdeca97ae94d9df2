package io.github.ksmprobe.prober;

import static io.github.ksmprobe.evidence.Body.End.CAPPED;
import static io.github.ksmprobe.evidence.Body.End.COMPLETE;
import static io.github.ksmprobe.evidence.Body.End.CUT;
import static io.github.ksmprobe.evidence.Body.End.LATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.Scheme;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VertxProberTest {

  private static final VertxProber PROBER = new VertxProber();
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Where the answer does not depend on the timeout, however busy the machine is. */
  private static final Duration PATIENT = Duration.ofSeconds(15);

  /** A machine may be busy; what is asserted is that nothing waits for a peer that hangs. */
  private static final Duration GUARD = Duration.ofSeconds(2);

  private static Ask ask(Scheme scheme, int port, Reading reading, Duration timeout) {
    return new Ask(
        new Ask.Purpose.Signature(port),
        RequestBuilder.plain(scheme, "127.0.0.1", port, "/"),
        timeout,
        reading);
  }

  private static Answer answer(Ask ask) {
    return PROBER.answers(new Plan(List.of(ask), Duration.ofSeconds(20))).getFirst().answer();
  }

  private static Answer answerOf(HostileServer server) {
    return answer(ask(Scheme.HTTP, server.port(), Reading.AS_THE_KUBELET, PATIENT));
  }

  /** {@code 200 COMPLETE} or {@code REFUSED}. */
  private static String summary(Answer answer) {
    return switch (answer) {
      case Answer.Response response -> response.statusCode() + " " + response.body().end();
      case Answer.NoResponse none -> none.cause().toString();
      case Answer.NotObservable blind -> blind.why().toString();
    };
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

  @Test
  void a_port_where_nobody_listens_refuses() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    Answer answer = answer(ask(Scheme.HTTP, port, Reading.AS_THE_KUBELET, SECOND));
    assertEquals("REFUSED", summary(answer));
    assertEquals(Result.FAILURE, answer.result().orElseThrow());
  }

  @Test
  void a_name_that_does_not_resolve_is_an_answer() {
    Ask ask =
        new Ask(
            new Ask.Purpose.Signature(80),
            RequestBuilder.plain(Scheme.HTTP, "no-such-name.invalid", 80, "/"),
            SECOND,
            Reading.AS_THE_KUBELET);
    String summary = summary(answer(ask));
    // Without any name server the question itself goes unanswered.
    assertTrue(List.of("UNKNOWN_HOST", "TIMEOUT").contains(summary), summary);
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

  static Stream<Arguments> certificates() {
    return Stream.of(
        arguments("valid", false, "200 COMPLETE"),
        arguments("expired", false, "200 COMPLETE"),
        arguments("wrong-name", false, "200 COMPLETE"),
        arguments("valid", true, "CERTIFICATE_REQUIRED"));
  }

  @ParameterizedTest
  @MethodSource("certificates")
  void certificates_are_not_verified_and_none_is_shown(
      String certificate, boolean demanded, String expected) throws IOException {
    for (String protocol : List.of("", "http/1.1")) {
      try (HostileServer server =
          new HostileServer(
              TlsServers.socket(certificate, protocol, demanded),
              c -> c.answer("HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\nOK"))) {
        Answer answer = answer(ask(Scheme.HTTPS, server.port(), Reading.AS_THE_KUBELET, PATIENT));
        assertEquals(expected, summary(answer), answer::toString);
      }
    }
  }

  @Test
  void tls_to_a_plain_server_and_plain_to_a_tls_server_are_told_apart() throws IOException {
    try (HostileServer plain = new HostileServer(c -> c.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
        HostileServer tls =
            new HostileServer(TlsServers.socket("valid", "", false), Connection::head)) {
      assertEquals(
          "PLAIN_HTTP",
          summary(answer(ask(Scheme.HTTPS, plain.port(), Reading.AS_THE_KUBELET, PATIENT))));
      Answer none = answerOf(tls);
      assertInstanceOf(Answer.NoResponse.class, none);
      assertEquals(Result.FAILURE, none.result().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 200 COMPLETE", "Content-Length: 9, 200 CUT"})
  void a_tls_connection_may_end_without_a_farewell(String header, String expected)
      throws IOException {
    Behaviour behaviour =
        c -> {
          Socket raw = c.socket();
          SSLSocket tls =
              (SSLSocket)
                  TlsServers.context("valid")
                      .getSocketFactory()
                      .createSocket(
                          raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
          tls.setUseClientMode(false);
          assertTrue(tls.getInputStream().read(new byte[4096]) > 0);
          String head = "HTTP/1.1 200 X\r\n" + (header.isEmpty() ? "" : header + "\r\n");
          tls.getOutputStream().write((head + "\r\nab").getBytes(StandardCharsets.US_ASCII));
          raw.shutdownOutput();
          c.untilClosed();
        };
    try (HostileServer server = new HostileServer(behaviour)) {
      assertEquals(
          expected,
          summary(answer(ask(Scheme.HTTPS, server.port(), Reading.AS_THE_KUBELET, PATIENT))));
    }
  }

  @Test
  void http_2_is_spoken_where_a_tls_server_picks_it() throws Exception {
    BlockingQueue<String> asked = new ArrayBlockingQueue<>(8);
    Vertx vertx = Vertx.vertx();
    try {
      HttpServerOptions options =
          new HttpServerOptions()
              .setSsl(true)
              .setUseAlpn(true)
              .setAlpnVersions(List.of(HttpVersion.HTTP_2))
              .setKeyCertOptions(new PfxOptions().setPath("tls/valid.p12").setPassword("changeit"));
      int port =
          vertx
              .createHttpServer(options)
              .requestHandler(
                  request -> {
                    asked.add(
                        request.version()
                            + " "
                            + request.uri()
                            + " "
                            + request.authority()
                            + " "
                            + new java.util.TreeMap<>(
                                java.util.Map.of(
                                    "user-agent", request.getHeader("user-agent"),
                                    "accept", request.getHeader("accept")))
                            + " "
                            + request.headers().size());
                    if (request.uri().equals("/")) {
                      request.response().setStatusCode(302).putHeader("Location", "/a?b c").end();
                    } else if (request.uri().startsWith("/a")) {
                      request.response().end("hello");
                    }
                  })
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS)
              .actualPort();
      Answer answer = answer(ask(Scheme.HTTPS, port, Reading.AS_THE_KUBELET, PATIENT));
      assertEquals("200 COMPLETE", summary(answer), answer::toString);
      assertEquals("hello", assertInstanceOf(Answer.Response.class, answer).body().text());
      assertTrue(
          asked
              .remove()
              .startsWith(
                  "HTTP_2 / 127.0.0.1:" + port + " {accept=*/*, user-agent=kube-probe/1.36} 2"));
      assertTrue(asked.remove().startsWith("HTTP_2 /a?b c 127.0.0.1:" + port));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_plan_where_everything_hangs_ends_by_its_deadline_and_leaves_nothing_open()
      throws IOException {
    try (HostileServer silent = new HostileServer(Connection::untilClosed);
        VertxProber two = new VertxProber(2)) {
      List<Ask> asks = new ArrayList<>();
      asks.add(ask(Scheme.HTTP, silent.port(), Reading.AS_THE_KUBELET, Duration.ofMinutes(1)));
      asks.add(ask(Scheme.HTTPS, silent.port(), Reading.AS_THE_KUBELET, Duration.ofMinutes(1)));
      asks.addAll(
          Collections.nCopies(
              30, ask(Scheme.HTTP, silent.port(), Reading.AS_THE_KUBELET, Duration.ofMinutes(1))));
      long started = System.nanoTime();
      List<Answered> answers = two.answers(new Plan(asks, Duration.ofSeconds(2)));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      assertTrue(took.compareTo(Duration.ofSeconds(2).plus(GUARD)) < 0, took::toString);
      assertEquals(asks, answers.stream().map(Answered::ask).toList());
      assertEquals(
          List.of("TIMEOUT", "TIMEOUT"),
          answers.stream().limit(2).map(one -> summary(one.answer())).toList());
      assertEquals(
          Collections.nCopies(30, "ROUND_ENDED"),
          answers.stream().skip(2).map(one -> summary(one.answer())).toList());
      assertTrue(silent.sawEveryConnectionClosed());
      assertEquals(2, silent.accepted());
    }
  }

  @Test
  void no_connection_stays_open_after_an_answer() throws IOException {
    Behaviour behaviour =
        c -> {
          if (c.number() % 4 != 0) {
            c.answer(
                List.of(
                        "HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n",
                        "HTTP/1.1 200 X\r\n\r\n" + "a".repeat(20000),
                        "garbage\r\n")
                    .get(c.number() % 4 - 1));
          }
          c.untilClosed();
        };
    try (HostileServer plain = new HostileServer(behaviour);
        HostileServer tls =
            new HostileServer(TlsServers.socket("valid", "http/1.1", false), behaviour)) {
      List<Ask> asks =
          IntStream.range(0, 24)
              .mapToObj(
                  n ->
                      n % 2 == 0
                          ? ask(
                              Scheme.HTTP,
                              plain.port(),
                              Reading.AS_THE_KUBELET,
                              n % 8 == 0 ? SECOND : PATIENT)
                          : ask(
                              Scheme.HTTPS,
                              tls.port(),
                              Reading.AS_THE_KUBELET,
                              n % 8 == 1 ? SECOND : PATIENT))
              .toList();
      assertEquals(24, PROBER.answers(new Plan(asks, Duration.ofSeconds(20))).size());
      assertTrue(plain.sawEveryConnectionClosed());
      assertTrue(tls.sawEveryConnectionClosed());
      assertEquals(12, plain.accepted());
      assertEquals(12, tls.accepted());
    }
  }

  @Test
  void a_closed_prober_answers_that_the_round_ended() throws IOException {
    VertxProber closed = new VertxProber();
    closed.close();
    try (HostileServer server = new HostileServer(Connection::untilClosed)) {
      List<Answered> answers =
          closed.answers(
              new Plan(
                  List.of(ask(Scheme.HTTP, server.port(), Reading.AS_THE_KUBELET, SECOND)),
                  SECOND));
      assertEquals("ROUND_ENDED", summary(answers.getFirst().answer()));
    }
  }

  /** A codec without a network: a reset on a real socket may overtake the bytes before it. */
  private static EmbeddedChannel codec(List<String> events) {
    return new EmbeddedChannel(
        new GoHttpCodec(
            "",
            new GoHttpCodec.Listener() {
              @Override
              public void headFailed(Cause cause, String detail) {
                events.add(cause + " " + detail);
              }

              @Override
              public void bodyBreaksAt(long decoded) {
                events.add("breaks at " + decoded);
              }

              @Override
              public void bodyBroke() {
                events.add("broke");
              }
            }));
  }

  @Test
  void heads_are_held_up_to_a_limit_only() {
    List<String> events = new ArrayList<>();
    EmbeddedChannel channel = codec(events);
    for (int i = 0; i <= 2 * GoHttpCodec.LONGEST_HEAD; i += 8192) {
      channel.writeInbound(Unpooled.copiedBuffer("a".repeat(8192), StandardCharsets.US_ASCII));
    }
    assertEquals(List.of("MALFORMED server response headers exceeded 1048576 bytes"), events);
    channel.finishAndReleaseAll();
  }

  @Test
  void a_reset_breaks_a_body_and_is_no_answer_before() {
    for (String sent : List.of("", "HTTP/1.1 500 X\r\n\r\nab")) {
      List<String> events = new ArrayList<>();
      EmbeddedChannel channel = codec(events);
      channel.writeInbound(Unpooled.copiedBuffer(sent, StandardCharsets.US_ASCII));
      channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
      assertEquals(List.of(sent.isEmpty() ? "RESET Connection reset by peer" : "broke"), events);
      channel.finishAndReleaseAll();
    }
  }

  @AfterAll
  static void close() {
    PROBER.close();
  }
}
