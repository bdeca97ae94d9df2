package io.github.ksmprobe.yaml;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/**
 * Bytes to lines of text, strictly: each line is decoded on its own, so that a flaw has a line
 * number and costs no more than the document it stands in.
 *
 * <p>UTF-8 unless a byte order mark says UTF-16, as PowerShell's {@code >} writes it.
 */
final class Lines {

  private final InputStream in;
  private final int limit;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int read;
  private int number;

  /**
   * @param limit how many bytes to read at most
   */
  Lines(InputStream source, int limit) throws IOException {
    this.in = new BufferedInputStream(source, 1 << 16);
    this.limit = limit;
    this.charset = charset(in);
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The next line; empty at the end, or where the limit cuts. */
  Optional<Line> next() throws IOException {
    bytes.reset();
    boolean ended = false;
    while (!ended) {
      int first = in.read();
      int second = isWide() && first >= 0 ? in.read() : 0;
      if (first < 0) {
        break;
      }
      read += isWide() ? 2 : 1;
      if (isOverLimit()) {
        return Optional.empty();
      }
      bytes.write(first);
      if (isWide() && second >= 0) {
        bytes.write(second);
      }
      ended =
          charset.equals(UTF_16BE) ? first == 0 && second == '\n' : first == '\n' && second == 0;
    }
    return bytes.size() == 0 ? Optional.empty() : Optional.of(decoded());
  }

  boolean isOverLimit() {
    return read > limit;
  }

  int count() {
    return number;
  }

  private Line decoded() {
    number++;
    ByteBuffer encoded = ByteBuffer.wrap(bytes.toByteArray());
    CharBuffer chars = CharBuffer.allocate(encoded.remaining());
    CoderResult result = decoder.reset().decode(encoded, chars, true);
    chars.flip();
    if (result.isError()) {
      return Line.undecodable(number, chars.length() + 1, charset.name());
    }
    // Files with a byte order mark that were put one after the other have marks in the middle.
    int start = !chars.isEmpty() && chars.get(0) == '\ufeff' ? 1 : 0;
    return Line.of(number, chars.subSequence(start, chars.length()).toString());
  }

  private boolean isWide() {
    return !charset.equals(UTF_8);
  }

  private static Charset charset(InputStream in) throws IOException {
    in.mark(2);
    int mark = in.read() << 8 | in.read();
    in.reset();
    return switch (mark) {
      case 0xfffe -> UTF_16LE;
      case 0xfeff -> UTF_16BE;
      default -> UTF_8;
    };
  }
}
