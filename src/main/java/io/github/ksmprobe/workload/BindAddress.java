package io.github.ksmprobe.workload;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address that a socket listens on, as given to the program.
 *
 * @param text as configured; empty means all addresses
 */
public record BindAddress(String text) {

  private static final Pattern LOOPBACK =
      Pattern.compile(
          "(?i:localhost)|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}"
              + "|::1|0:0:0:0:0:0:0:1|::ffff:127\\.(?s:.*)");

  /** The spellings of all addresses. */
  public static final List<String> ALL = List.of("", "::", "0.0.0.0", "0", "*", "0:0:0:0:0:0:0:0");

  /** All addresses of both families, the default of kube-state-metrics and of Go. */
  public static final BindAddress ANY = new BindAddress("");

  /** Whether it is the loopback, so that nothing outside the pod's network reaches it. */
  public boolean isLoopback() {
    return isLoopback(text);
  }

  /** Whether text names the loopback: 127.0.0.0/8, ::1 or localhost. */
  public static boolean isLoopback(String text) {
    return LOOPBACK.matcher(text).matches();
  }

  /** Matches what names the loopback, and nothing else. */
  public static String loopbackPattern() {
    return "^(?:" + LOOPBACK.pattern() + ")$";
  }

  public boolean isAny() {
    return ALL.contains(text);
  }

  /**
   * Whether a connection to that address arrives here.
   *
   * @param dialled an address of the pod: its IP, or a loopback address or name
   */
  public boolean accepts(String dialled) {
    if (isAny()) {
      return true;
    }
    if (isLoopback()) {
      return isLoopback(dialled) && sameLoopback(dialled);
    }
    return text.equals(dialled);
  }

  /**
   * Whether two sockets cannot listen on one port at these addresses: on the same one, or where one
   * of them wants all, whichever family it is written in.
   */
  boolean collidesWith(BindAddress other) {
    return isAny() || other.isAny() || plain(text).equals(plain(other.text));
  }

  // Go listens on the first address of "localhost", which is that of IPv4.
  private static String plain(String address) {
    String text = address.toLowerCase(Locale.ROOT);
    if (text.equals("localhost")) {
      return "127.0.0.1";
    }
    return text.equals("0:0:0:0:0:0:0:1") ? "::1" : text.replaceFirst("^::ffff:(?=[0-9.]+$)", "");
  }

  // "localhost" is both families; 127.0.0.1 and ::1 are different sockets.
  private boolean sameLoopback(String dialled) {
    boolean names = text.equalsIgnoreCase("localhost") || dialled.equalsIgnoreCase("localhost");
    return names || text.contains(":") == dialled.contains(":");
  }
}
