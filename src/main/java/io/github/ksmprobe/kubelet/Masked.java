package io.github.ksmprobe.kubelet;

import java.util.regex.Pattern;

/**
 * URLs and paths fit to be shown: passwords, and query values whose names sound like credentials,
 * are replaced. What the probe asks for stays readable.
 */
public final class Masked {

  private static final String MASK = "xxxxx";

  private static final Pattern PASSWORD = Pattern.compile("(//[^/?#@:\\s]*:)[^/?#\\s]*@");

  private static final Pattern PASSWORD_OF_HOST = Pattern.compile("^([^@:]*:).*@");

  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "token|secret|passw|pwd|key|auth|sig|cred|code|session", Pattern.CASE_INSENSITIVE);

  /** A URL longer than that is shown in part. */
  private static final int LONGEST = 2048;

  private Masked() {}

  /** A host from a probe, where somebody may have put name and password before it. */
  public static String host(String host) {
    return cut(PASSWORD_OF_HOST.matcher(host).replaceFirst("$1" + MASK + "@"));
  }

  /** The same text, with whatever URLs and paths stand in it made fit to be shown. */
  public static String of(String text) {
    return cut(withoutQueryValues(PASSWORD.matcher(text).replaceAll("$1" + MASK + "@")));
  }

  // Masked first: what is cut in two is not recognised any more.
  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /**
   * By hand, in one pass: each question mark may begin the name of a value, and a pattern would
   * look for the end of it again from each.
   */
  private static String withoutQueryValues(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int name = -1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      out.append(c);
      at++;
      if (c == '=' && name >= 0) {
        if (CREDENTIAL.matcher(text).region(name, at).find()) {
          out.append(MASK);
          at = endOfValue(text, at);
        }
        name = -1;
      } else if (c == '&' || c == ';' || (c == '?' && name < 0)) {
        name = at;
      } else if (isEnd(c)) {
        name = -1;
      }
    }
    return out.toString();
  }

  private static int endOfValue(String text, int start) {
    int end = start;
    while (end < text.length() && !isEnd(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isEnd(char c) {
    return "&;# \t\n\u000b\f\r".indexOf(c) >= 0;
  }
}
