package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.github.ksmprobe.Until;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.round.Dialler;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server that takes requests and never answers: what is given up is closed, not kept for ever.
 */
@Timeout(60)
class UnansweredTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final ProbeRequest LIVEZ =
      RequestBuilder.plain(Scheme.HTTP, "10.0.0.7", 8080, "/livez");

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private ServerSocket silent;
  private String url;
  private volatile boolean answer;

  @BeforeEach
  void listen() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    url = "http://127.0.0.1:" + silent.getLocalPort();
    Thread.ofVirtual().start(this::takeAll);
  }

  @AfterEach
  void end() throws IOException {
    silent.close();
  }

  @Test
  void what_the_api_server_does_not_answer() throws Exception {
    ApiCalls calls = new ApiCalls();
    ApiServer.Limits limits = new ApiServer.Limits(SHORT, SHORT);
    try (ApiServer server = new ApiServer(access(), calls, limits)) {
      assertInstanceOf(Reply.Failed.class, server.read("/api/v1/pods"));
      assertInstanceOf(
          Reply.Failed.class, server.watch("/api/v1/pods?fieldSelector=x", _ -> true, () -> {}));
      until(() -> begun.get() == 2);
      until(() -> closed.get() == 2, "the connections stay open");
    }
  }

  @Test
  void what_a_pod_does_not_answer_through_the_api_server() {
    try (HttpClient client = Clients.http(access(), new ApiCalls())) {
      PodsProxy proxy = new PodsProxy(client, url, "/api/v1/namespaces/a/pods", "ksm");
      Ask ask =
          new Ask(
              new Cell(Listener.MAIN, "/livez", Via.POD_IP), LIVEZ, SHORT, Reading.AS_THE_KUBELET);
      assertInstanceOf(
          NotObservable.class, proxy.answers(new Plan(List.of(ask), SHORT)).getFirst().answer());
      until(() -> begun.get() == 1);
      until(() -> closed.get() == 1, "the connection stays open");
    }
  }

  @Test
  void a_tunnel_that_the_api_server_does_not_open() throws IOException {
    try (HttpClient client = Clients.http(access(), new ApiCalls());
        Dialler.Line line =
            new PortForward(client, url + "/api/v1/namespaces/a/pods/ksm", SHORT)
                .to(LIVEZ, () -> {});
        Socket caller = new Socket(line.address().getAddress(), line.address().getPort())) {
      assertTrue(caller.isConnected());
      until(() -> begun.get() == 1);
      until(() -> closed.get() == 1, "the connection stays open");
    }
  }

  @Test
  void a_watch_in_which_nothing_happens_goes_on() throws Exception {
    answer = true;
    ApiServer.Limits limits = new ApiServer.Limits(SHORT, Duration.ofSeconds(5));
    try (ApiServer server = new ApiServer(access(), new ApiCalls(), limits)) {
      Thread.ofVirtual().start(() -> watched(server));
      until(() -> begun.get() == 1);
      assertFalse(Until.holds(Duration.ofSeconds(3), () -> closed.get() > 0), "it was given up");
    }
  }

  private static void watched(ApiServer server) {
    try {
      Reply over = server.watch("/api/v1/pods?fieldSelector=x", _ -> true, () -> {});
      assertInstanceOf(Reply.class, over);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private ApiAccess access() {
    Config config = new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
    return new ApiAccess(config, Optional.empty());
  }

  private void takeAll() {
    try {
      while (true) {
        Socket socket = silent.accept();
        begun.incrementAndGet();
        Thread.ofVirtual().start(() -> awaitEnd(socket));
      }
    } catch (IOException over) {
      // The test is over.
    }
  }

  private void awaitEnd(Socket socket) {
    try (socket) {
      if (answer) {
        socket.getInputStream().read();
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
      }
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException reset) {
      // That is an end, too.
    }
    closed.incrementAndGet();
  }
}
