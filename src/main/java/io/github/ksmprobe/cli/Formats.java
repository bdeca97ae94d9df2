package io.github.ksmprobe.cli;

import io.github.ksmprobe.round.ReportFormat;

/**
 * The formats by what {@code -o} takes.
 *
 * @param text for people
 * @param json for programs
 * @param github annotations
 */
public record Formats(ReportFormat text, ReportFormat json, ReportFormat github) {

  public ReportFormat of(Output output) {
    return switch (output) {
      case text -> text;
      case json -> json;
      case github -> github;
    };
  }
}
