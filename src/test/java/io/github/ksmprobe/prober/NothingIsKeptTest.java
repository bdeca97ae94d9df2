package io.github.ksmprobe.prober;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A sidecar asks for months: what one request leaves behind is a leak. */
@Isolated // What others hold at the same time must not count.
class NothingIsKeptTest {

  private static final int REQUESTS = 300;

  @Test
  @Timeout(60)
  void of_requests_that_are_answered_nothing_stays_in_memory() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        VertxProber prober = new VertxProber()) {
      Thread.ofVirtual().start(() -> accept(server));
      List<Ask> asks =
          IntStream.range(0, REQUESTS).mapToObj(i -> ask("/" + i, server.getLocalPort())).toList();
      List<Answered> answered = prober.answers(new Plan(asks, Duration.ofSeconds(30)));
      assertEquals(
          REQUESTS,
          answered.stream().filter(one -> one.answer() instanceof Answer.Response).count());
      // Freed by the collector, one after the other: asked again until few are left.
      while (instances("io.vertx.core.http.impl.HttpClientImpl") > REQUESTS / 10) {
        assertFalse(Thread.currentThread().isInterrupted(), "clients are kept");
      }
    }
  }

  @Test
  @Timeout(120)
  void of_thousands_of_requests_of_every_kind_no_memory_thread_or_file_stays() throws Exception {
    try (SteadyMemory steady = new SteadyMemory()) {
      // The tests' own heap grows as the collector likes; only the benchmark's is of one size.
      assertEquals(
          List.of(),
          steady.grownAfter(3_000, false).stream()
              .filter(line -> !line.startsWith("resident memory"))
              .toList());
    }
  }

  private static Ask ask(String path, int port) {
    return new Ask(
        new Ask.Purpose.Cell(Listener.MAIN, path, Via.LOOPBACK),
        RequestBuilder.plain(Scheme.HTTP, "127.0.0.1", port, path),
        Duration.ofSeconds(20),
        Ask.Reading.AS_THE_KUBELET);
  }

  /** How many objects of a class are reachable: the virtual machine collects garbage for it. */
  private static long instances(String className) throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return histogram
        .toString()
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(columns -> columns.length >= 4 && columns[3].equals(className))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  private static void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      int read = socket.getInputStream().read(new byte[4096]);
      if (read > 0) {
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                    .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException gone) {
      // The client went away.
    }
  }
}
