package io.github.ksmprobe.yaml;

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

  /** The next document that holds more than comments; empty at the end. */
  Optional<Document> next() throws IOException {
    StringBuilder text = new StringBuilder();
    @Nullable Line first = null;
    @Nullable Line flaw = null;
    boolean begun = false;
    boolean empty = true;
    for (@Nullable Line line = nextLine(); line != null; line = nextLine()) {
      if (line.beginsDocument() && begun) {
        if (!empty) {
          held = line;
          break;
        }
        // A million of these lines, one after the other, are a million documents of nothing.
        first = null;
        text.setLength(0);
      }
      if (line.endsDocument() && (empty || !begun)) {
        first = null;
        begun = false;
        empty = true;
        text.setLength(0);
        continue;
      }
      first = first == null ? line : first;
      begun |= !line.isPreamble();
      empty &= line.isEmpty();
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
    boolean holdsNothing = empty;
    if (flaw != null) {
      return Optional.of(new Document.Garbled(flaw));
    }
    return Optional.ofNullable(first)
        .filter(_ -> !holdsNothing)
        .map(line -> new Document.Text(line.number(), text.toString()));
  }

  private @Nullable Line nextLine() throws IOException {
    @Nullable Line line = held;
    held = null;
    return line != null ? line : lines.next().orElse(null);
  }
}
