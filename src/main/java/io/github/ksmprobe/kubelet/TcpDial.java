package io.github.ksmprobe.kubelet;

/**
 * The connection that a tcpSocket probe makes and closes again; nothing is sent on it.
 *
 * @param hostname to dial, IPv6 without brackets
 * @param port 1 to 65535
 */
public record TcpDial(String hostname, int port) implements Outgoing {

  @Override
  public String address() {
    return address(hostname, Integer.toString(port));
  }

  @Override
  public String describe() {
    return describe(hostname, Integer.toString(port));
  }

  /**
   * One for a person whose port may be a name that cannot be resolved, {@code TCP 10.0.0.7:http}.
   */
  public static String describe(String host, String port) {
    return "TCP " + address(host, port);
  }

  private static String address(String host, String port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
