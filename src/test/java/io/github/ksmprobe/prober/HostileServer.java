package io.github.ksmprobe.prober;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A server on loopback that does with each connection what a test says; one thread for each. */
public final class HostileServer implements AutoCloseable {

  /** What to do with a connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Behaviour {
    void with(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger closedByPeer = new AtomicInteger();

  HostileServer(Behaviour behaviour) {
    this(plainSocket(), behaviour);
  }

  public HostileServer(ServerSocket socket, Behaviour behaviour) {
    this.socket = socket;
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  private static ServerSocket plainSocket() {
    try {
      return new ServerSocket(0, 64, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(Behaviour behaviour) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        int number = accepted.getAndIncrement();
        Thread.ofVirtual().start(() -> serve(behaviour, client, number));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Behaviour behaviour, Socket client, int number) {
    try (client) {
      behaviour.with(new Connection(client, number));
    } catch (IOException over) {
      closedByPeer.incrementAndGet();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The request heads seen so far, without the empty line. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  public int accepted() {
    return accepted.get();
  }

  /** Whether every accepted connection was seen closed by the other side, within two seconds. */
  boolean sawEveryConnectionClosed() {
    long end = System.nanoTime() + 2_000_000_000L;
    while (closedByPeer.get() < accepted.get() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    return closedByPeer.get() == accepted.get();
  }

  /** Until no connection is open any more, for ten seconds at most. */
  void awaitEveryConnectionOver() {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!open.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
  }

  /** One accepted connection. */
  public final class Connection {
    private final Socket socket;
    private final int number;

    Connection(Socket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    /** 0 for the first connection of this server. */
    public int number() {
      return number;
    }

    public Socket socket() {
      return socket;
    }

    public String head() throws IOException {
      StringBuilder head = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("closed after " + head);
        }
        head.append((char) next);
      }
      String text = head.substring(0, head.length() - 4);
      heads.add(text);
      return text;
    }

    public void send(String bytes) throws IOException {
      send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    public void answer(String bytes) throws IOException {
      head();
      send(bytes);
    }

    /** Reads until the peer closes. */
    public void untilClosed() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // what it says does not matter
      }
      closedByPeer.incrementAndGet();
    }

    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
