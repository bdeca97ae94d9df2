package io.github.ksmprobe;

import java.net.InetSocketAddress;

/** Addresses as a person can click them. */
final class Urls {

  private Urls() {}

  static String of(String scheme, InetSocketAddress address) {
    boolean any = address.getAddress().isAnyLocalAddress();
    String host = any ? "localhost" : address.getAddress().getHostAddress();
    return scheme
        + "://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + address.getPort()
        + "/";
  }
}
