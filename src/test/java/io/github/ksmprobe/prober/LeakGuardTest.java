package io.github.ksmprobe.prober;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A guard that sees nothing guards nothing. */
class LeakGuardTest {

  @Test
  void every_buffer_is_tracked() {
    assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
  }

  @Test
  void buffers_that_nobody_released_are_found_pooled_or_not() {
    assertEquals(List.of(), LeakGuard.leaks());
    leak(ByteBufAllocator.DEFAULT);
    leak(UnpooledByteBufAllocator.DEFAULT);
    List<String> leaks = LeakGuard.leaks();
    assertEquals(2, leaks.size(), leaks::toString);
    assertTrue(leaks.getFirst().contains("LeakGuardTest.leak"), leaks::toString);
  }

  @Test
  void what_is_copied_out_of_a_buffer_is_a_buffer_of_its_own() {
    readOneByteOfTwo();
    List<String> leaks = LeakGuard.leaks();
    assertEquals(1, leaks.size(), leaks::toString);
  }

  private static void leak(ByteBufAllocator allocator) {
    ByteBuf forgotten = allocator.directBuffer(16);
    forgotten.writeByte(1);
  }

  private static void readOneByteOfTwo() {
    ByteBuf two = Unpooled.wrappedBuffer(new byte[2]);
    ByteBuf one = two.readBytes(1);
    assertEquals(1, one.readableBytes());
    two.release();
  }
}
