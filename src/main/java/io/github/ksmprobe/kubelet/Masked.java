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

  private static final Pattern QUERY_VALUE =
      Pattern.compile(
          "([?&;][^=&;#\\s]*(?:token|secret|passw|pwd|key|auth|sig|cred|code|session)[^=&;#\\s]*=)"
              + "[^&;#\\s]*",
          Pattern.CASE_INSENSITIVE);

  private Masked() {}

  /** A host from a probe, where somebody may have put name and password before it. */
  public static String host(String host) {
    return PASSWORD_OF_HOST.matcher(host).replaceFirst("$1" + MASK + "@");
  }

  /** The same text, with whatever URLs and paths stand in it made fit to be shown. */
  public static String of(String text) {
    String named = PASSWORD.matcher(text).replaceAll("$1" + MASK + "@");
    return QUERY_VALUE.matcher(named).replaceAll("$1" + MASK);
  }
}
