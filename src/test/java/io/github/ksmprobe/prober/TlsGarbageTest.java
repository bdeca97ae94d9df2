package io.github.ksmprobe.prober;

import static io.github.ksmprobe.prober.Asking.SECOND;
import static io.github.ksmprobe.prober.Asking.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.prober.HostileServer.Connection;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that look like TLS and are none: an answer each, and nothing of Netty's in the log. */
class TlsGarbageTest {

  private static final int CONNECTIONS = 120;

  private static final byte SERVER_HELLO = 2;

  /** A record that holds one message of a handshake, with a right length and any content. */
  private static byte[] record(Random random) {
    byte[] bytes = new byte[9 + random.nextInt(100)];
    random.nextBytes(bytes);
    byte[] head = {22, 3, 3, 0, (byte) (bytes.length - 5), SERVER_HELLO, 0, 0};
    System.arraycopy(head, 0, bytes, 0, head.length);
    bytes[8] = (byte) (bytes.length - 9);
    if (bytes.length > 10) {
      bytes[9] = 3;
      bytes[10] = 3;
    }
    return bytes;
  }

  private static void garbage(Connection connection) throws IOException {
    Random random = new Random(connection.number());
    connection.socket().setSoTimeout(300);
    int _ = connection.socket().getInputStream().read(new byte[2048]);
    connection.send(record(random));
    if (random.nextBoolean()) {
      connection.untilClosed();
    }
  }

  @Test
  void records_of_garbage_are_answers_and_no_lines_in_the_log() throws IOException {
    NettyLog log = new NettyLog();
    try (log;
        HostileServer server = new HostileServer(TlsGarbageTest::garbage);
        VertxProber prober = new VertxProber()) {
      Ask ask = ask(Scheme.HTTPS, server.port(), Reading.AS_THE_KUBELET, SECOND);
      List<Ask> asks = Collections.nCopies(CONNECTIONS, ask);
      for (Answered one : prober.answers(new Plan(asks, Duration.ofSeconds(60)))) {
        assertInstanceOf(Answer.NoResponse.class, one.answer());
      }
    }
    assertEquals(List.of(), log.lines());
  }
}
