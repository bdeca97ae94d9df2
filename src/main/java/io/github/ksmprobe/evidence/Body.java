package io.github.ksmprobe.evidence;

/**
 * What was read of a response body.
 *
 * @param text the first bytes as UTF-8, at most as many as the request wanted kept
 * @param bytes how many bytes were read, kept or not
 * @param end how reading ended
 */
public record Body(String text, long bytes, End end) {

  public static final Body EMPTY = new Body("", 0, End.COMPLETE);

  public static Body complete(String text) {
    return new Body(
        text, text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length, End.COMPLETE);
  }

  /**
   * The same with less text, for keeping.
   *
   * @param chars how many to keep at most
   */
  public Body excerpt(int chars) {
    return text.length() <= chars ? this : new Body(text.substring(0, chars), bytes, end);
  }

  /** The same with a secret masked wherever it stands. */
  Body without(String secret) {
    return new Body(text.replace(secret, Answer.MASKED), bytes, end);
  }

  public enum End {
    /** All of it came. */
    COMPLETE,
    /** As much came as was wanted, and the connection was closed: not an error. */
    CAPPED,
    /** The connection broke, or the framing is wrong. */
    CUT,
    /** The budget ran out. */
    LATE
  }
}
