package io.github.ksmprobe.web;

import java.util.Map;

/**
 * What the JDK's server keeps to by itself. It reads these properties once, when it is first used,
 * and without them a client may hold a connection forever; who sets one by {@code -D} has the say.
 */
final class JdkLimits {

  /** Heap for each connection that is allowed: one over TLS takes about that much. */
  private static final int HEAP_EACH = 128 * 1024;

  private static final int FEWEST = 256;
  private static final int MOST = 1024;

  private JdkLimits() {}

  static void set() {
    long connections = Math.clamp(Runtime.getRuntime().maxMemory() / HEAP_EACH, FEWEST, MOST);
    Map.of(
            // More than that are hung up on: neither memory nor file descriptors run out.
            "jdk.httpserver.maxConnections", String.valueOf(connections),
            // Seconds; also for a connection on which nothing ever comes. Our own limit is shorter.
            "sun.net.httpserver.maxReqTime", "10",
            // Milliseconds, from look to look at those.
            "sun.net.httpserver.clockTick", "2000")
        .forEach(
            (name, value) -> {
              if (System.getProperty(name) == null) {
                System.setProperty(name, value);
              }
            });
  }
}
