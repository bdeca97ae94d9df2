package io.github.ksmprobe.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Servers on a free port of the loopback. */
public final class LocalServer {

  private LocalServer() {}

  public static WebServer start(Routes routes) {
    return start(routes, Guard.NONE);
  }

  public static WebServer start(Routes routes, Guard guard) {
    try {
      return WebServer.start(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), routes, guard, _ -> {});
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }
}
