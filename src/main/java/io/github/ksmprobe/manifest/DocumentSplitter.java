package io.github.ksmprobe.manifest;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into documents before anything is parsed, so that a broken one costs its neighbours
 * nothing and only one is in memory at a time.
 *
 * <p>Cutting by line is exact: YAML forbids {@code ---} and {@code ...} at the very left inside any
 * text, quoted or block. Comments and directives belong to the document that follows them.
 */
final class DocumentSplitter {

  private final Lines lines;
  private @Nullable Line held;

  DocumentSplitter(Lines lines) {
    this.lines = lines;
  }

  /** The next document, possibly of comments only; empty at the end. */
  Optional<Document> next() throws IOException {
    StringBuilder text = new StringBuilder();
    @Nullable Line first = null;
    @Nullable Line flaw = null;
    boolean begun = false;
    for (@Nullable Line line = nextLine(); line != null; line = nextLine()) {
      if (line.beginsDocument() && begun) {
        held = line;
        break;
      }
      if (line.endsDocument() && !begun) {
        first = null;
        text.setLength(0);
        continue;
      }
      first = first == null ? line : first;
      begun |= !line.isPreamble();
      if (flaw == null && !line.flaw().isEmpty()) {
        flaw = line;
        text.setLength(0);
      }
      if (flaw == null) {
        text.append(line.text());
      }
      if (line.endsDocument()) {
        break;
      }
    }
    if (flaw != null) {
      return Optional.of(new Document.Garbled(flaw));
    }
    return Optional.ofNullable(first)
        .map(line -> new Document.Text(line.number(), text.toString()));
  }

  private @Nullable Line nextLine() throws IOException {
    @Nullable Line line = held;
    held = null;
    return line != null ? line : lines.next().orElse(null);
  }
}
