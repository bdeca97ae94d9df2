package io.github.ksmprobe.golang;

/**
 * Percent-encoding in the parts of a URL, as Go's net/url has it: each part keeps other bytes as
 * they are. Source: the escape and unescape functions of Go 1.26.
 */
enum Escaping {
  PATH("$&+,/:;=@"),
  USER_PASSWORD("$&+,;="),
  HOST("!$&'()*+,;=:[]<>\""),
  /** An IPv6 zone: the same bytes as a host, but any escape of them is allowed. */
  ZONE("!$&'()*+,;=:[]<>\""),
  FRAGMENT("$&+,/:;=?@!()*");

  private static final String HEX = "0123456789ABCDEF";

  private final String kept;

  Escaping(String kept) {
    this.kept = kept;
  }

  /** Whether this part must escape that byte; letters, digits and {@code -_.~} never. */
  boolean escapes(char c) {
    boolean unreserved =
        (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9')
            || "-_.~".indexOf(c) >= 0;
    return !unreserved && kept.indexOf(c) < 0;
  }

  String escape(String bytes) {
    StringBuilder out = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (escapes(c)) {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  String unescape(String bytes) throws MalformedUrl {
    StringBuilder out = new StringBuilder(bytes.length());
    int i = 0;
    while (i < bytes.length()) {
      char c = bytes.charAt(i);
      if (c == '%') {
        out.append(escaped(bytes, i));
        i += 3;
        continue;
      }
      if ((this == HOST || this == ZONE) && c < 0x80 && escapes(c)) {
        throw new MalformedUrl(
            "invalid character " + ByteText.quoted(String.valueOf(c)) + " in host name");
      }
      out.append(c);
      i++;
    }
    return out.toString();
  }

  private char escaped(String bytes, int at) throws MalformedUrl {
    String three = bytes.substring(at, Math.min(at + 3, bytes.length()));
    int high = three.length() == 3 ? hexDigit(three.charAt(1)) : -1;
    int low = three.length() == 3 ? hexDigit(three.charAt(2)) : -1;
    if (high < 0 || low < 0) {
      throw badEscape(three);
    }
    char value = (char) (high << 4 | low);
    // RFC 6874: a host may escape only bytes beyond ASCII, and %25 before a zone.
    if (this == HOST && high < 8 && !three.equals("%25")) {
      throw badEscape(three);
    }
    // Windows puts blanks into zones; anything else that a host must escape has no place there.
    if (this == ZONE && !three.equals("%25") && value != ' ' && HOST.escapes(value)) {
      throw badEscape(three);
    }
    return value;
  }

  private static MalformedUrl badEscape(String escape) {
    return new MalformedUrl("invalid URL escape " + ByteText.quoted(escape));
  }

  /** Whether a text may stand as it is although {@link #escape} would write it differently. */
  boolean isValidEncoded(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if ("!$&'()*+,;=:@[]%".indexOf(c) < 0 && escapes(c)) {
        return false;
      }
    }
    return true;
  }

  /** Digits of ASCII only; -1 for any other char. */
  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
