package io.github.ksmprobe.simulator;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A pod of the model over real sockets: every listening socket that the pod declares, on the pod's
 * address and on a loopback address that stands for the pod's own.
 */
public final class SimulatedPod implements AutoCloseable {

  private static final int BACKLOG = 64;
  private static final long CLOSING_MILLIS = 5000;

  private final KsmPod pod;
  private final ContractMatch match;
  private volatile Conditions conditions;
  private final List<ServerSocket> servers = new ArrayList<>();
  private final Set<java.net.Socket> open = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatedPod(KsmPod pod, ContractMatch match, Conditions conditions) {
    this.pod = pod;
    this.match = match;
    this.conditions = conditions;
  }

  /**
   * Binds all sockets and serves.
   *
   * @param pod with an IP that this machine has, 127.0.1.13 for example
   * @param loopback the address that stands for the pod's loopback
   * @throws IOException if one of the addresses cannot be listened on
   */
  public static SimulatedPod start(
      KsmPod pod, String loopback, ContractMatch match, Conditions conditions) throws IOException {
    SimulatedPod simulated = new SimulatedPod(pod, match, conditions);
    try {
      for (Socket socket : pod.sockets()) {
        simulated.listen(socket, loopback);
      }
    } catch (IOException taken) {
      simulated.close();
      throw taken;
    }
    return simulated;
  }

  /** Changes the world around the pod, from the next request on. */
  public void set(Conditions changed) {
    conditions = changed;
  }

  private void listen(Socket socket, String loopback) throws IOException {
    if (socket.role() instanceof Role.Other || pod.collision(socket.container()).isPresent()) {
      return;
    }
    Set<String> addresses = new LinkedHashSet<>(List.of(pod.ip(), loopback));
    for (String address : addresses) {
      if (pod.accepts(socket, address)) {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        try {
          server.bind(
              new InetSocketAddress(InetAddress.getByName(address), socket.port()), BACKLOG);
        } catch (IOException taken) {
          server.close();
          throw new IOException(
              "cannot listen on " + address + ":" + socket.port() + ": " + taken.getMessage(),
              taken);
        }
        servers.add(server);
        threads.execute(() -> accept(server, socket));
      }
    }
  }

  private void accept(ServerSocket server, Socket socket) {
    while (!server.isClosed()) {
      try {
        java.net.Socket connection = server.accept();
        open.add(connection);
        threads.execute(() -> serve(connection, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(java.net.Socket connection, Socket socket) {
    Conditions now = conditions;
    Prediction prediction = new Prediction(pod, match, now);
    try (connection) {
      new Connection(connection, socket.scheme(), now.protection())
          .serve((scheme, target) -> prediction.answer(socket, scheme, target));
    } catch (IOException gone) {
      // The client went away, or the handshake failed: that is its business.
    } finally {
      open.remove(connection);
    }
  }

  @Override
  public void close() {
    for (ServerSocket server : servers) {
      closeQuietly(server);
    }
    open.forEach(SimulatedPod::closeQuietly);
    threads.shutdownNow();
    try {
      // A port is free again only when the thread that accepted on it has let go.
      threads.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception alreadyGone) {
      // Nothing is left to be done with it.
    }
  }
}
