package io.github.ksmprobe.config;

/** A setting that cannot be used; the message is one sentence for the person who set it. */
public final class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  public InvalidSetting(String message) {
    super(message);
  }
}
