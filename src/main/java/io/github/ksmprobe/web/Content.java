package io.github.ksmprobe.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is sent. All but the small ones are kept compressed until the client has taken them: one
 * that stops reading 15 MB of metrics costs half a megabyte then, and not the program its memory.
 */
public final class Content {

  private static final int SMALL = 8 * 1024;
  private static final int PIECE = 16 * 1024;

  private final byte[] bytes;
  private final boolean compressed;
  private final long length;

  private Content(byte[] bytes, boolean compressed, long length) {
    this.bytes = bytes;
    this.compressed = compressed;
    this.length = length;
  }

  static Content of(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (plain.length <= SMALL) {
      return new Content(plain, false, plain.length);
    }
    Writer writer = new Writer();
    try (writer) {
      writer.write(plain, 0, plain.length);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return writer.body();
  }

  /** Takes what is written to it, compressed from the start. */
  static final class Writer extends FilterOutputStream {

    private final ByteArrayOutputStream compressed;
    private long length;

    Writer() {
      this(new ByteArrayOutputStream());
    }

    private Writer(ByteArrayOutputStream compressed) {
      super(gzip(compressed));
      this.compressed = compressed;
    }

    private static OutputStream gzip(OutputStream to) {
      try {
        return new GZIPOutputStream(to, PIECE);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      length++;
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
      out.write(from, offset, count);
      length += count;
    }

    /** All of it; once this is closed. */
    Content body() {
      return new Content(compressed.toByteArray(), true, length);
    }
  }

  /** How many bytes wait for the client; none where they are too few to count. */
  int held() {
    return bytes.length <= SMALL ? 0 : bytes.length;
  }

  /** Sends it behind the headers that are set already, to HEAD only its length. */
  void send(HttpExchange exchange, int status) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    boolean asItIs = !compressed || takesGzip(exchange.getRequestHeaders().get("Accept-Encoding"));
    if (compressed) {
      headers.set("Vary", "Accept-Encoding");
    }
    if (compressed && asItIs) {
      headers.set("Content-Encoding", "gzip");
    }
    long sent = asItIs ? bytes.length : length;
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(sent));
      exchange.sendResponseHeaders(status, -1);
    } else if (sent == 0) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, sent);
      try (InputStream in = asItIs ? stored() : new GZIPInputStream(stored(), PIECE);
          OutputStream out = exchange.getResponseBody()) {
        copy(in, out);
      }
    }
  }

  /** All of it, for tests. */
  public String text() {
    try (InputStream in = compressed ? new GZIPInputStream(stored()) : stored()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private InputStream stored() {
    return new ByteArrayInputStream(bytes);
  }

  /** Piece by piece, and after each the others have a turn on the processor. */
  @SuppressWarnings("ThreadPriorityCheck") // Virtual threads are not scheduled by anybody else.
  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      out.write(piece, 0, count);
      Thread.yield();
    }
  }

  private static boolean takesGzip(@Nullable List<String> accepted) {
    return accepted != null
        && accepted.stream()
            .flatMap(header -> Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1)))
            .map(String::strip)
            .anyMatch(coding -> coding.equals("gzip") || isWanted(coding));
  }

  /** {@code gzip;q=0} says no. */
  private static boolean isWanted(String coding) {
    return coding.startsWith("gzip;") && !coding.replace(" ", "").matches("gzip;q=0(\\.0{0,3})?");
  }
}
