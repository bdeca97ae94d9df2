package io.github.ksmprobe.cli;

/** What {@code -o} takes. */
public enum Output {
  text,
  json,
  github
}
