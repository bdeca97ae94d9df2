package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.kubelet.Result;
import java.util.Locale;
import java.util.Optional;

/** How bad a verdict is, for exit codes and colours. */
public enum Severity {
  /** Nothing to say. */
  NONE,
  /** A note. */
  INFO,
  /** A mismatch that passes anyway, or an outage, which is no fault of the configuration. */
  WARNING,
  /** A mismatch that fails, or that the kubelet discards. */
  ERROR;

  /** The word for it in JSON and page. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for it in text, where it begins a line. */
  public String word() {
    return switch (this) {
      case NONE -> "ok";
      case INFO -> "note";
      case WARNING -> "warning";
      case ERROR -> "ERROR";
    };
  }

  static Severity of(Reason reason, Optional<Result> result) {
    return switch (reason.kind()) {
      case FINE -> NONE;
      case NOTE -> INFO;
      case OUTAGE -> WARNING;
      case MISMATCH ->
          result
              .map(
                  known ->
                      switch (known) {
                        case SUCCESS -> WARNING;
                        case FAILURE, DISCARDED -> ERROR;
                      })
              .orElse(WARNING);
    };
  }
}
