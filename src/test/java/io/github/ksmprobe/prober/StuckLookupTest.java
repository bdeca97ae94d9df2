package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.PATIENT;
import static io.github.ksmprobe.prober.Asking.SECOND;
import static io.github.ksmprobe.prober.Asking.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.kubelet.TcpDial;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The event loop makes all requests, so one lookup that it waits for holds up all of them. */
@Isolated // The property is the whole process's.
class StuckLookupTest {

  @Test
  void a_lookup_that_hangs_holds_up_no_other_request() throws IOException {
    // As the Kubernetes client has it while it makes a client on another thread.
    System.setProperty(Network.JAVA_LOOKS_UP, "true");
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        StuckLookup _ = StuckLookup.begin();
        VertxProber prober = new VertxProber()) {
      int port = server.getLocalPort();
      Plan plan =
          new Plan(
              List.of(
                  ask(new TcpDial(StuckLookup.NAME, port), SECOND),
                  ask(RequestBuilder.plain(Scheme.HTTP, StuckLookup.NAME, port, "/"), SECOND),
                  ask(new TcpDial("127.0.0.1", port), PATIENT)),
              Duration.ofSeconds(20));
      assertEquals("connected", summary(prober.answers(plan).getLast().answer()));
    } finally {
      System.clearProperty(Network.JAVA_LOOKS_UP);
    }
  }

  private static Ask ask(Outgoing request, Duration timeout) {
    return new Ask(
        new Ask.Purpose.Configured("kube-state-metrics", ProbeType.LIVENESS),
        request,
        timeout,
        Reading.AS_THE_KUBELET);
  }
}
