package io.github.ksmprobe.golang;

/**
 * The value of the Host line: names beyond ASCII as punycode, without an IPv6 zone, and empty where
 * it is no host at all, since Go sends an empty line then instead of failing.
 */
public final class HostLine {

  private HostLine() {}

  public static String of(String host) {
    String ascii = ByteText.isAscii(host) ? host : punycoded(host);
    return HeaderRules.isHost(ascii) ? withoutZone(ascii) : "";
  }

  private static String withoutZone(String host) {
    int close = host.lastIndexOf(']');
    int zone = close < 0 ? -1 : host.substring(0, close).lastIndexOf('%');
    return host.startsWith("[") && zone >= 0
        ? host.substring(0, zone) + host.substring(close)
        : host;
  }

  private static String punycoded(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon >= 0 && host.indexOf(':') == colon;
    String name = port ? host.substring(0, colon) : host;
    return punycodedName(name) + (port ? host.substring(colon) : "");
  }

  /** DNS allows 63 bytes; to encode many more takes long, and nobody would find them. */
  private static final int LONGEST_LABEL = 1024;

  /**
   * A name to look up or to send: each label beyond ASCII encoded, letter case kept. One that is
   * far too long becomes an empty one, which is as unknown.
   */
  public static String punycodedName(String name) {
    StringBuilder out = new StringBuilder();
    for (String label : ByteText.readable(name).split("\\.", -1)) {
      out.append(out.isEmpty() ? "" : ".");
      out.append(ByteText.isAscii(label) ? label : "xn--" + encoded(label));
    }
    return out.toString();
  }

  private static String encoded(String label) {
    return label.length() > LONGEST_LABEL ? "" : Punycode.encode(label);
  }
}
