package io.github.ksmprobe.wording;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.DialledPort;
import io.github.ksmprobe.diagnosis.ListenerPort;

/** Where things are: ports, listeners, the containers that have them. */
final class PortWords {

  private PortWords() {}

  /** Where there is but one listener, its port says it all. */
  static String of(ListenerPort at, Component c) {
    if (c.hasOneListener()) {
      return "port " + at.port();
    }
    return "%s (port %s)".formatted(at.listener().label(), at.port());
  }

  /** {@code " of container X"}, where one is known to have that port; empty otherwise. */
  static String owner(DialledPort at) {
    return at.container().map(name -> " of container " + name).orElse("");
  }

  /** {@code "port 8080 of container X"}. */
  static String port(DialledPort at) {
    return "port " + at.port() + owner(at);
  }

  /** The listener that a probe reaches, through a proxy if need be. */
  static String asked(DialledPort at, Component c) {
    return at.listener()
        .map(
            listener ->
                c.hasOneListener()
                    ? (at.isProxied() ? c.name() + " behind " : "") + "port " + at.port()
                    : at.isProxied()
                        ? "%s (behind %s)".formatted(listener.label(), port(at))
                        : "%s (port %s)".formatted(listener.label(), at.port()))
        .orElse("port " + at.port());
  }
}
