package io.github.ksmprobe.format;

import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.text.Escapes;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** One JSON text that is handed on piece by piece, so that its length costs no memory. */
final class JsonPieces {

  private final Consumer<String> out;
  private final StringWriter piece = new StringWriter();
  final JsonGenerator json = JsonText.indented(piece);

  JsonPieces(Consumer<String> out) {
    this.out = out;
  }

  /** All pieces that a format hands on, as one text. */
  static String whole(ReportFormat format, List<PodReport> reports) {
    StringBuilder text = new StringBuilder();
    try (ReportFormat.Writing writing = format.begin(text::append)) {
      writing.add(reports);
    }
    return text.toString();
  }

  /** What was written since the last time. */
  void handOn() {
    json.flush();
    out.accept(Escapes.in(piece.toString()));
    piece.getBuffer().setLength(0);
  }
}
