package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.RunningProgram;
import io.github.ksmprobe.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program as a process, for the JDK's server counts its connections once for all of them. */
@Timeout(120)
class ConnectionsTest {

  /** What is sent before the client breaks the connection. */
  private static final List<String> BROKEN_OFF =
      List.of(
          "",
          "GET /metr",
          "HEAD /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
          "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
          "POST /nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha",
          "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET mailto:x HTTP/1.1\r\nHost: x\r\n\r\n",
          "nonsense\r\n\r\n");

  @Test
  void those_that_broke_off_are_not_counted_for_ever() throws IOException {
    try (RunningProgram program =
        RunningProgram.start(
            Map.of("JDK_JAVA_OPTIONS", "-Djdk.httpserver.maxConnections=8"),
            "--main-url=http://127.0.0.1:1",
            "--telemetry-url=http://127.0.0.1:2")) {
      assertEquals(200, program.get("/-/healthy").statusCode());
      InetSocketAddress server = address(program);
      for (String sent : BROKEN_OFF) {
        for (int i = 0; i < 12; i++) {
          RawClient.reset(RawClient.sending(server, sent));
          Until.until(
              () -> RawClient.ask(server, "GET /-/healthy").status() == 200,
              "no room for one more connection: " + program.log());
        }
      }
    }
  }

  private static InetSocketAddress address(RunningProgram program) {
    String url =
        program.log().stream()
            .filter(line -> line.contains("msg=listening"))
            .map(line -> line.replaceAll(".*url=(\\S+).*", "$1"))
            .findFirst()
            .orElseThrow();
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
  }
}
