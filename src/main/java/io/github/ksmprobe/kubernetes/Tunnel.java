package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.round.Dialler.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One connection into a pod's network: a socket on this machine's loopback that takes one caller,
 * and behind it a web socket of port-forward. The first byte of a message names its channel, 0 for
 * the data and 1 for what the kubelet says of it; the first message of each repeats the port.
 *
 * <p>The next message is asked for at once: of a web socket that ends, the library loses what is
 * unread.
 */
final class Tunnel implements Line, WebSocket.Listener {

  static final String PROTOCOL = "v4.channel.k8s.io";

  private static final byte DATA = 0;
  private static final int NORMAL = 1000;
  private static final int CALLER_MILLIS = 10_000;
  private static final int BUFFER = 16 * 1024;

  /** No message of data is empty. */
  private static final byte[] END = {};

  private final ServerSocket near;
  private final String port;
  private final Runnable opened;
  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private final boolean[] named = new boolean[2];
  private volatile boolean open;
  private volatile boolean closed;
  private volatile boolean farEnded;
  private volatile Optional<Answer> instead = Optional.empty();

  /**
   * A tunnel whose far end is yet to come.
   *
   * @param opened called when it has come
   * @throws IOException if this machine has no port left
   */
  Tunnel(int port, Runnable opened) throws IOException {
    this.port = Integer.toString(port);
    this.opened = opened;
    near = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    near.setSoTimeout(CALLER_MILLIS);
  }

  /** Waits for the caller and for the far end, and then hands on what comes from either. */
  void dig(CompletableFuture<WebSocket> dialling) {
    try (Socket caller = accepted()) {
      lead(caller, dialling);
    } catch (IOException over) {
      // The caller has gone, or never came.
    } finally {
      close();
      var _ = dialling.thenAccept(far -> far.sendClose(NORMAL, null));
    }
  }

  /** One caller, and nobody else of this machine. */
  private Socket accepted() throws IOException {
    try (near) {
      return near.accept();
    }
  }

  private void lead(Socket caller, CompletableFuture<WebSocket> dialling) throws IOException {
    try {
      WebSocket far = dialling.get();
      open = true;
      if (!closed) {
        opened.run();
      }
      Thread back = Thread.ofVirtual().start(() -> handBack(caller));
      forth(caller, far);
      back.interrupt();
    } catch (ExecutionException refused) {
      // Before the caller's socket closes: then it asks what there is to be said.
      broke(reason(refused));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void forth(Socket caller, WebSocket far) throws IOException {
    byte[] buffer = new byte[BUFFER];
    buffer[0] = DATA;
    int read = caller.getInputStream().read(buffer, 1, BUFFER - 1);
    // To a far end that is gone the library sends nothing, and complains.
    while (read > 0 && !farEnded) {
      far.send(ByteBuffer.wrap(buffer, 0, read + 1));
      read = caller.getInputStream().read(buffer, 1, BUFFER - 1);
    }
  }

  private void handBack(Socket caller) {
    try (caller;
        OutputStream out = caller.getOutputStream()) {
      for (byte[] next = arrived.take(); next.length > 0; next = arrived.take()) {
        out.write(next);
      }
    } catch (IOException over) {
      // The caller has heard enough.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onMessage(WebSocket far, ByteBuffer message) {
    far.request();
    if (!message.hasRemaining()) {
      return;
    }
    int channel = message.get();
    byte[] content = new byte[message.remaining()];
    message.get(content);
    if (channel > 1 || channel < 0 || content.length == 0) {
      return;
    }
    if (!named[channel]) {
      named[channel] = true;
    } else if (channel == DATA) {
      arrived.add(content);
    } else {
      ended(new String(content, StandardCharsets.UTF_8));
    }
  }

  /** What the kubelet says of the connection in the pod. */
  private void ended(String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.contains("refused")) {
      answer(new NoResponse(Cause.REFUSED, "port " + port + ": refused", Duration.ZERO));
    } else if (text.contains("reset by peer")) {
      answer(new NoResponse(Cause.RESET, "port " + port + ": reset by peer", Duration.ZERO));
    } else {
      broke(words);
    }
    endOfFar();
  }

  private void endOfFar() {
    farEnded = true;
    arrived.add(END);
  }

  private void broke(String words) {
    answer(new NotObservable(Why.BEHIND_THE_API_SERVER, words));
  }

  private void answer(Answer known) {
    if (!closed && instead.isEmpty()) {
      instead = Optional.of(known);
    }
  }

  @Override
  public void onClose(WebSocket far, int code, String why) {
    endOfFar();
  }

  @Override
  public void onError(WebSocket far, Throwable failure) {
    broke("the tunnel broke: " + FailureWords.of(failure));
    endOfFar();
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(near.getInetAddress(), near.getLocalPort());
  }

  /** Where no far end came, the pod was not asked. */
  @Override
  public Optional<Answer> instead() {
    return instead.isPresent() || open
        ? instead
        : Optional.of(
            new NotObservable(
                Why.BEHIND_THE_API_SERVER, "no tunnel was opened within the time of the request"));
  }

  @Override
  public void close() {
    closed = true;
    arrived.add(END);
    try {
      near.close();
    } catch (IOException over) {
      // It takes nobody any more.
    }
  }

  static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof WebSocketHandshakeException refused
        ? ScanWords.refused(refused.getResponse().code(), "pods/portforward")
        : FailureWords.of(failure);
  }
}
