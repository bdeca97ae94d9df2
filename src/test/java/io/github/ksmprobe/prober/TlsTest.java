package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.ask;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.prober.HostileServer.Behaviour;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS and HTTP/2 as the kubelet speaks them: nothing is verified, nothing is shown. */
class TlsTest {

  private static final VertxProber PROBER = new VertxProber();

  private static Answer answer(Ask ask) {
    return Asking.answer(PROBER, ask);
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
        Answer answer = answer(ask(Scheme.HTTPS, server.port()));
        assertEquals(expected, summary(answer), answer::toString);
      }
    }
  }

  @Test
  void tls_to_a_plain_server_and_plain_to_a_tls_server_are_told_apart() throws IOException {
    try (HostileServer plain = new HostileServer(c -> c.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
        HostileServer tls =
            new HostileServer(TlsServers.socket("valid", "", false), Connection::head)) {
      assertEquals("PLAIN_HTTP", summary(answer(ask(Scheme.HTTPS, plain.port()))));
      Answer none = answer(ask(Scheme.HTTP, tls.port()));
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
      assertEquals(expected, summary(answer(ask(Scheme.HTTPS, server.port()))));
    }
  }

  @Test
  void http_2_is_spoken_where_a_tls_server_picks_it() throws Exception {
    BlockingQueue<String> asked = new ArrayBlockingQueue<>(8);
    try (Http2Server server =
        new Http2Server(
            request -> {
              asked.add(
                  "%s %s %s accept=%s user-agent=%s %d"
                      .formatted(
                          request.version(),
                          request.uri(),
                          request.authority(),
                          request.getHeader("accept"),
                          request.getHeader("user-agent"),
                          request.headers().size()));
              if (request.uri().equals("/")) {
                request.response().setStatusCode(302).putHeader("Location", "/a?b c").end();
              } else if (request.uri().startsWith("/a")) {
                request.response().end("hello");
              }
            })) {
      Answer answer = answer(ask(Scheme.HTTPS, server.port()));
      assertEquals("200 COMPLETE", summary(answer), answer::toString);
      assertEquals("hello", assertInstanceOf(Answer.Response.class, answer).body().text());
      String host = "127.0.0.1:" + server.port();
      assertEquals("HTTP_2 / " + host + " accept=*/* user-agent=kube-probe/1.36 2", asked.remove());
      assertTrue(asked.remove().startsWith("HTTP_2 /a?b c " + host));
    }
  }

  @AfterAll
  static void close() {
    PROBER.close();
  }
}
