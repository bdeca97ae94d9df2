package io.github.ksmprobe.prober;

import io.github.ksmprobe.golang.HeadReader;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the chunks out of a chunked body with Go's strictness: CR LF and nothing else ends a line,
 * and framing must not outweigh data. Source: net/http/internal/chunked.go and readTrailer, Go
 * 1.26.
 */
final class ChunkReader {

  /** Go's read buffer; no line of framing and no trailer may be longer. */
  private static final int LONGEST = 4096;

  private static final long MOST_OVERHEAD = 16 * 1024;

  private enum Expecting {
    SIZE,
    DATA,
    DATA_END,
    TRAILER,
    NOTHING
  }

  /** What to do with the body next. */
  enum Step {
    /** All bytes are used up. */
    STARVED,
    /** The body is complete. */
    END,
    /** The framing is wrong; {@link #error} says how. */
    BROKEN
  }

  private Expecting expecting = Expecting.SIZE;
  private long left;
  private long overhead;
  private @Nullable String error;

  /** What is wrong with the framing, in Go's words; empty where nothing is. */
  String error() {
    return error == null ? "" : error;
  }

  /** Moves as much body as there is from {@code in} to {@code out}. */
  Step read(ByteBuf in, ByteBuf out) {
    while (true) {
      Step step =
          switch (expecting) {
            case SIZE -> size(in);
            case DATA -> data(in, out);
            case DATA_END -> dataEnd(in);
            case TRAILER -> trailer(in);
            case NOTHING -> Step.END;
          };
      if (step != null) {
        return step;
      }
    }
  }

  private @Nullable Step size(ByteBuf in) {
    int feed =
        in.forEachByte(
            in.readerIndex(), Math.min(in.readableBytes(), LONGEST), ByteProcessor.FIND_LF);
    if (feed < 0) {
      return in.readableBytes() >= LONGEST ? broken("header line too long") : Step.STARVED;
    }
    String line =
        in.readCharSequence(feed + 1 - in.readerIndex(), StandardCharsets.ISO_8859_1).toString();
    int carriage = line.indexOf('\r');
    if (carriage < 0) {
      return broken("chunked line ends with bare LF");
    }
    if (carriage != line.length() - 2) {
      return broken("invalid CR in chunked line");
    }
    overhead += line.length();
    String digits = withoutExtension(line.substring(0, carriage));
    if (digits.isEmpty()) {
      return broken("empty hex number for chunk length");
    }
    if (!digits.matches("[0-9A-Fa-f]+")) {
      return broken("invalid byte in chunk length");
    }
    if (digits.length() > 16) {
      return broken("http chunk length too large");
    }
    left = Long.parseUnsignedLong(digits, 16);
    overhead = Math.max(0, overhead - (16 + 2 * left));
    if (overhead > MOST_OVERHEAD) {
      return broken("chunked encoding contains too much non-data");
    }
    expecting = left == 0 ? Expecting.TRAILER : Expecting.DATA;
    return null;
  }

  private static String withoutExtension(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    int semicolon = line.indexOf(';');
    return line.substring(0, semicolon < 0 || semicolon > end ? end : semicolon);
  }

  private @Nullable Step data(ByteBuf in, ByteBuf out) {
    if (!in.isReadable()) {
      return Step.STARVED;
    }
    int available = in.readableBytes();
    int length = Long.compareUnsigned(left, available) < 0 ? (int) left : available;
    out.writeBytes(in, length);
    left -= length;
    if (left == 0) {
      expecting = Expecting.DATA_END;
    }
    return null;
  }

  private @Nullable Step dataEnd(ByteBuf in) {
    if (in.readableBytes() < 2) {
      return Step.STARVED;
    }
    if (in.readShort() != 0x0d0a) {
      return broken("malformed chunked encoding");
    }
    expecting = Expecting.SIZE;
    return null;
  }

  private @Nullable Step trailer(ByteBuf in) {
    if (in.readableBytes() < 2) {
      return Step.STARVED;
    }
    if (in.getShort(in.readerIndex()) == 0x0d0a) {
      in.skipBytes(2);
      expecting = Expecting.NOTHING;
      return Step.END;
    }
    String seen =
        in.toString(
            in.readerIndex(), Math.min(in.readableBytes(), LONGEST), StandardCharsets.ISO_8859_1);
    int end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
      return seen.length() >= LONGEST
          ? broken("http: suspiciously long trailer after chunked body")
          : Step.STARVED;
    }
    in.skipBytes(end + 4);
    if (!HeadReader.isHeaderBlock(seen.substring(0, end + 4))) {
      return broken("malformed MIME header line in the trailer");
    }
    expecting = Expecting.NOTHING;
    return Step.END;
  }

  private Step broken(String why) {
    error = why;
    return Step.BROKEN;
  }
}
