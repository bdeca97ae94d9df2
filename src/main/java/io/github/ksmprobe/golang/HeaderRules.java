package io.github.ksmprobe.golang;

import java.util.regex.Pattern;

/** What Go's net/http takes for a header: spelling, valid names and values, tokens in lists. */
public final class HeaderRules {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String HOST_MARKS = "!$%&'()*+,-.:;=[]_~";
  private static final Pattern WORDS = Pattern.compile("[ ,\t]");

  private HeaderRules() {}

  /** {@code FOO-bAR} becomes {@code Foo-Bar}; what is no token stays as it is. */
  public static String canonicalName(String name) {
    if (!isName(name)) {
      return name;
    }
    StringBuilder out = new StringBuilder(ByteText.lower(name));
    for (int i = 0; i < out.length(); i++) {
      if (i == 0 || out.charAt(i - 1) == '-') {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
    return out.toString();
  }

  public static boolean isName(String name) {
    return !name.isEmpty() && isToken(name);
  }

  static boolean isToken(String text) {
    return text.chars().allMatch(c -> isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /** Control characters except the tab are refused; bytes beyond ASCII are fine. */
  public static boolean isValue(String value) {
    return value.chars().noneMatch(c -> c != '\t' && ByteText.isControl((char) c));
  }

  /** A loose check by bytes; a Host header that fails it is sent empty. */
  static boolean isHost(String host) {
    return host.chars().allMatch(c -> isAlphanumeric(c) || HOST_MARKS.indexOf(c) >= 0);
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Whether a comma separated list names that token. */
  public static boolean listNames(String value, String token) {
    for (String element : value.split(",", -1)) {
      if (ByteText.trimmed(element).equalsIgnoreCase(token)) {
        return true;
      }
    }
    return false;
  }

  /** The laxer search that decides whether a configured Connection header already closes. */
  public static boolean mentions(String value, String token) {
    for (String word : WORDS.split(value, -1)) {
      if (word.equalsIgnoreCase(token)) {
        return true;
      }
    }
    return false;
  }
}
