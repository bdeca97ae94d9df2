package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.Severity;

/** Colours for a terminal; meaning never hangs on them alone. */
public enum Paint {
  /** For pipes, files and NO_COLOR. */
  NONE,
  /** ANSI escape codes. */
  ANSI;

  String bold() {
    return code("\u001b[1m");
  }

  String severity(Severity severity) {
    return switch (severity) {
      case NONE -> code("\u001b[32m");
      case INFO -> code("\u001b[36m");
      case WARNING -> code("\u001b[33m");
      case ERROR -> code("\u001b[1;31m");
    };
  }

  private String code(String code) {
    return this == ANSI ? code : "";
  }
}
