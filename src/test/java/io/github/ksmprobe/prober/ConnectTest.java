package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.PATIENT;
import static io.github.ksmprobe.prober.Asking.SECOND;
import static io.github.ksmprobe.prober.Asking.answer;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.TcpDial;
import io.github.ksmprobe.workload.ProbeType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tcpSocket probe connects and closes, and says no word. */
class ConnectTest {

  private static final int READ_MILLIS = 15_000;

  private static Ask dial(int port, Duration timeout) {
    return new Ask(
        new Ask.Purpose.Configured("kube-state-metrics", ProbeType.LIVENESS),
        new TcpDial("127.0.0.1", port),
        timeout,
        Reading.AS_THE_KUBELET);
  }

  private static ServerSocket server(int backlog) throws IOException {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  @Test
  void a_connection_is_enough_and_no_byte_is_sent() throws IOException {
    try (ServerSocket server = server(8);
        VertxProber prober = new VertxProber()) {
      assertEquals("connected", summary(answer(prober, dial(server.getLocalPort(), PATIENT))));
      try (Socket accepted = server.accept()) {
        accepted.setSoTimeout(READ_MILLIS);
        assertEquals(0, accepted.getInputStream().readAllBytes().length);
      }
    }
  }

  @Test
  void a_server_that_speaks_first_is_not_listened_to() throws IOException {
    try (ServerSocket server = server(8);
        VertxProber prober = new VertxProber()) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket accepted = server.accept()) {
                  accepted.getOutputStream().write(new byte[100_000]);
                } catch (IOException hungUp) {
                  // That is what the prober is to do.
                }
              });
      assertEquals("connected", summary(answer(prober, dial(server.getLocalPort(), PATIENT))));
    }
  }

  @Test
  void nobody_there_is_refused() throws IOException {
    int free;
    try (ServerSocket server = server(1)) {
      free = server.getLocalPort();
    }
    try (VertxProber prober = new VertxProber()) {
      assertEquals("REFUSED", summary(answer(prober, dial(free, PATIENT))));
    }
  }

  @Test
  void a_server_that_takes_no_more_connections_times_out() throws IOException {
    try (ServerSocket server = server(1);
        VertxProber prober = new VertxProber()) {
      // Two fit into a queue of one; the kernel leaves the third without an answer.
      List<Socket> queue = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          queue.add(new Socket(server.getInetAddress(), server.getLocalPort()));
        }
        assertEquals("TIMEOUT", summary(answer(prober, dial(server.getLocalPort(), SECOND))));
      } finally {
        for (Socket waiting : queue) {
          waiting.close();
        }
      }
    }
  }

  @Test
  void no_connection_stays() throws IOException {
    int times = 40;
    try (ServerSocket server = server(times + 8);
        VertxProber prober = new VertxProber()) {
      Plan plan =
          new Plan(
              Collections.nCopies(times, dial(server.getLocalPort(), PATIENT)),
              Duration.ofSeconds(20));
      assertEquals(
          Collections.nCopies(times, "connected"),
          prober.answers(plan).stream().map(one -> summary(one.answer())).toList());
      for (int i = 0; i < times; i++) {
        try (Socket accepted = server.accept()) {
          accepted.setSoTimeout(READ_MILLIS);
          assertEquals(-1, accepted.getInputStream().read());
        }
      }
    }
  }
}
