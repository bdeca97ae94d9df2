package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.Severity;

/** Colours for a terminal; meaning never hangs on them alone. */
public enum Paint {
  /** For pipes, files and NO_COLOR. */
  NONE,
  /** ANSI escape codes. */
  ANSI;

  private static final String RESET = "\u001b[0m";

  String bold(String text) {
    return wrap("\u001b[1m", text);
  }

  String severity(Severity severity, String text) {
    return switch (severity) {
      case NONE -> wrap("\u001b[32m", text);
      case INFO -> wrap("\u001b[36m", text);
      case WARNING -> wrap("\u001b[33m", text);
      case ERROR -> wrap("\u001b[1;31m", text);
    };
  }

  private String wrap(String code, String text) {
    return this == ANSI ? code + text + RESET : text;
  }
}
