package io.github.ksmprobe;

import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.Output;
import io.github.ksmprobe.format.GithubFormat;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.PatchBody;
import io.github.ksmprobe.format.PatchFormat;
import io.github.ksmprobe.format.SarifFormat;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.round.ReportFormat;

/**
 * The formats that the commands print.
 *
 * @param paint of the text
 */
public record PrintedFormats(Paint paint) implements Formats {

  @Override
  public ReportFormat of(Output output) {
    return switch (output) {
      case text -> new TextFormat(paint);
      case json -> new JsonFormat();
      case github -> new GithubFormat();
      case sarif -> new SarifFormat();
      case patch -> new PatchFormat(PatchBody.STRATEGIC);
      case jsonPatch -> new PatchFormat(PatchBody.JSON);
      case values -> new PatchFormat(PatchBody.VALUES);
    };
  }
}
