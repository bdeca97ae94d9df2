package io.github.ksmprobe.config;

/**
 * Where to listen, spelled as Prometheus' programs spell it.
 *
 * @param host empty for all addresses
 * @param port 0 to 65535; 0 takes a free one
 */
public record ListenAddress(String host, int port) {

  public static final ListenAddress DEFAULT = new ListenAddress("", 10117);

  public ListenAddress {
    if (port < 0 || port > 65535) {
      throw new InvalidSetting("a port is a number from 0 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code :10117}, {@code 127.0.0.1:10117} or {@code [::1]:10117}.
   *
   * @throws InvalidSetting if it is none of these
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = colon < 0 ? "" : text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!port.matches("[0-9]{1,5}") || (host.contains(":") && !bracketed)) {
      throw new InvalidSetting(
          "\""
              + text
              + "\" is not an address to listen on; write host:port, for example :10117 or [::1]:10117");
    }
    return new ListenAddress(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
