package io.github.ksmprobe.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A client that sends what it likes, byte for byte, and reads one answer or none. */
final class ByteClient implements AutoCloseable {

  private static final int MOST = 4 << 20;

  /**
   * An answer.
   *
   * @param headers by name in lower case
   * @param whole whether the server closed behind it
   */
  record Answer(int status, Map<String, String> headers, String text, boolean whole) {
    Answer {
      headers = Map.copyOf(headers);
    }
  }

  private final Socket socket = new Socket();

  /**
   * Connects.
   *
   * @param buffer what the system takes in unread, in bytes; 0 leaves that to it
   */
  ByteClient(URI server, int buffer) throws IOException {
    if (buffer > 0) {
      socket.setReceiveBufferSize(buffer);
    }
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 10_000);
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Reads up to so many bytes, for up to so long. */
  String read(int most, int millis) throws IOException {
    socket.setSoTimeout(millis);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      while (read.size() < most) {
        int length =
            socket.getInputStream().read(some, 0, Math.min(some.length, most - read.size()));
        if (length < 0) {
          return read.toString(StandardCharsets.ISO_8859_1);
        }
        read.write(some, 0, length);
      }
    } catch (SocketTimeoutException late) {
      // Then that is all there is.
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** The answer up to where the server closes; empty if it says nothing that is HTTP. */
  Optional<Answer> answer(int millis) throws IOException {
    socket.setSoTimeout(millis);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    boolean whole = false;
    try {
      while (read.size() < MOST) {
        int length = socket.getInputStream().read(some);
        if (length < 0) {
          whole = true;
          break;
        }
        read.write(some, 0, length);
      }
    } catch (SocketTimeoutException late) {
      // The server keeps the connection, or has nothing to say.
    }
    return parsed(read.toString(StandardCharsets.ISO_8859_1), whole);
  }

  private static Optional<Answer> parsed(String text, boolean whole) {
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, Math.max(end, 0)).split("\r\n", -1);
    String[] status = lines[0].split(" ", 3);
    if (end < 0 || status.length < 2 || !status[1].matches("[0-9]{3}")) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return Optional.of(
        new Answer(Integer.parseInt(status[1]), headers, text.substring(end + 4), whole));
  }

  /** Leaves without a word: the other side gets a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
