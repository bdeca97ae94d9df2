package io.github.ksmprobe.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends what no HTTP client would, and reads what comes back. */
final class RawClient {

  private static final int PATIENCE_MILLIS = 60_000;

  private RawClient() {}

  /**
   * An answer.
   *
   * @param status 0 where the server hung up without one
   * @param headers by their names in small letters
   */
  record Answer(int status, Map<String, String> headers, String body) {

    static Answer parse(String text) {
      int end = text.indexOf("\r\n\r\n");
      if (!text.startsWith("HTTP/") || end < 0) {
        return new Answer(0, Map.of(), text);
      }
      String[] lines = text.substring(0, end).split("\r\n", -1);
      Map<String, String> headers = new TreeMap<>();
      for (int i = 1; i < lines.length; i++) {
        String[] pair = lines[i].split(": ", 2);
        headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
      }
      return new Answer(
          Integer.parseInt(lines[0].split(" ", 3)[1]), headers, text.substring(end + 4));
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** One request on a connection of its own, read to the end. */
  static Answer ask(InetSocketAddress server, String line, String... headers) {
    try (Socket socket = sending(server, head(line, headers))) {
      return Answer.parse(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException hungUp) {
      return Answer.parse("");
    }
  }

  static String head(String line, String... headers) {
    StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** A connection on which this was sent; its window is small, so that little fits in between. */
  static Socket sending(InetSocketAddress server, String text) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()),
          PATIENCE_MILLIS);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      return socket;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Has the server see a connection that breaks, and not one that ends. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
