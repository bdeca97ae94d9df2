package io.github.ksmprobe.prober;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.evidence.Answer.Cause;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The codec without a network: a reset on a real socket may overtake the bytes before it. */
class GoHttpCodecTest {

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
  void a_length_of_a_million_digits_is_refused_without_reckoning_it() {
    List<String> events = new ArrayList<>();
    EmbeddedChannel channel = codec(events);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Length: "
            + "9".repeat(GoHttpCodec.LONGEST_HEAD - 100)
            + "\r\n\r\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> channel.writeInbound(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII)));
    assertEquals(1, events.size());
    assertTrue(events.getFirst().startsWith("MALFORMED bad Content-Length \"99"), events::toString);
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
}
