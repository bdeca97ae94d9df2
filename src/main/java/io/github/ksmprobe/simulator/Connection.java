package io.github.ksmprobe.simulator;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.golang.Headers.Line;
import io.github.ksmprobe.prediction.Conditions.Protection;
import io.github.ksmprobe.workload.Scheme;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import javax.net.ssl.SSLSocket;

/**
 * One connection, one request, one answer, as Go's server writes it.
 *
 * @param socket accepted
 * @param scheme that is spoken here
 * @param protection whether a client certificate is demanded
 */
record Connection(Socket socket, Scheme scheme, Protection protection) {

  private static final int TLS_HANDSHAKE = 0x16;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int LONGEST_HEAD = 16_384;
  // Go's answer to a first byte that is no HTTP, TLS to a plain port among them.
  private static final String NO_HTTP =
      "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request";

  /**
   * Serves it.
   *
   * @param answers by the scheme that the client speaks and the request target
   */
  void serve(BiFunction<Scheme, String, Answer> answers) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    int first = socket.getInputStream().read();
    if (first < 0) {
      return;
    }
    boolean tls = first == TLS_HANDSHAKE;
    if (tls && scheme == Scheme.HTTP) {
      write(socket.getOutputStream(), NO_HTTP.getBytes(StandardCharsets.UTF_8));
      return;
    }
    InputStream consumed = new ByteArrayInputStream(new byte[] {(byte) first});
    if (!tls) {
      InputStream in = new java.io.SequenceInputStream(consumed, socket.getInputStream());
      exchange(in, socket.getOutputStream(), Scheme.HTTP, answers);
      return;
    }
    try (SSLSocket secure =
        (SSLSocket) Certificate.context().getSocketFactory().createSocket(socket, consumed, true)) {
      secure.setUseClientMode(false);
      secure.setNeedClientAuth(protection == Protection.CLIENT_CERTIFICATE);
      secure.startHandshake();
      exchange(secure.getInputStream(), secure.getOutputStream(), Scheme.HTTPS, answers);
    }
  }

  private void exchange(
      InputStream raw, OutputStream out, Scheme spoken, BiFunction<Scheme, String, Answer> answers)
      throws IOException {
    InputStream in = new BufferedInputStream(raw);
    String head = head(in);
    String[] line = head.split("\r\n", 2)[0].split(" ", -1);
    if (line.length < 3) {
      write(out, NO_HTTP.getBytes(StandardCharsets.UTF_8));
      return;
    }
    // A query with blanks gets the same answer as none: only the path decides.
    String target = line[1];
    switch (answers.apply(spoken, target)) {
      case Response response -> write(out, bytes(response, line[0].equals("HEAD")));
      case Connected _, NoResponse _, NotObservable _ ->
          in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private byte[] bytes(Response response, boolean headOnly) {
    boolean bare = response.headers().lines().isEmpty() && response.statusCode() == 400;
    StringBuilder head = new StringBuilder();
    head.append(bare ? "HTTP/1.0 " : "HTTP/1.1 ")
        .append(response.statusCode())
        .append(' ')
        .append(reason(response.statusCode()))
        .append("\r\n");
    for (Line line : response.headers().lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    String body = response.body().text();
    if (!bare) {
      head.append("Content-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\nConnection: close\r\n");
    }
    return head.append("\r\n")
        .append(headOnly ? "" : body)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 301 -> "Moved Permanently";
      case 307 -> "Temporary Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}
