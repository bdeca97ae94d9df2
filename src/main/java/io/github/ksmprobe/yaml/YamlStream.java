package io.github.ksmprobe.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The documents of a stream as they come: one is in memory at a time. */
public final class YamlStream {

  private final Lines lines;
  private final DocumentSplitter documents;
  private final Limits limits;
  private int firstLine;

  /**
   * @param mostBytes how many bytes to read at most
   * @param limits of each document
   */
  public YamlStream(InputStream in, int mostBytes, Limits limits) throws IOException {
    this.lines = new Lines(in, mostBytes);
    this.documents = new DocumentSplitter(lines);
    this.limits = limits;
  }

  /** The next document; empty at the end, or where the limit cuts. */
  public Optional<Parsed> next() throws IOException {
    Optional<Document> next = documents.next();
    return isOverLimit() ? Optional.empty() : next.map(this::parse);
  }

  private Parsed parse(Document document) {
    return switch (document) {
      case Document.Garbled(Line flaw) -> {
        firstLine = flaw.number();
        yield new Parsed.Broken(flaw.number(), flaw.flawColumn(), flaw.flaw());
      }
      case Document.Text text -> {
        firstLine = text.firstLine();
        yield YamlParser.parse(text, limits);
      }
    };
  }

  /** Whether the limit cut the stream. */
  public boolean isOverLimit() {
    return lines.isOverLimit();
  }

  /** How many lines were read whole. */
  public int lines() {
    return lines.count();
  }

  /** The line that the last document begins on, counted from 1. */
  public int firstLine() {
    return firstLine;
  }
}
