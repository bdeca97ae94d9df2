package io.github.ksmprobe.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a cluster's DNS says of its headless Services; the cluster here has none of its own. Knows
 * no more of the protocol than what a question for an address needs.
 */
final class ServiceNames implements AutoCloseable {

  /** Where the kubelet tells all pods to ask. */
  private static final InetSocketAddress ADDRESS = new InetSocketAddress("10.88.0.1", 53);

  private static final int HEADER = 12;
  private static final short ADDRESS_RECORD = 1;
  private static final short INTERNET = 1;
  private static final short ANSWER = (short) 0x8180;
  private static final short NO_SUCH_NAME = (short) 0x8183;
  private static final short NAME_OF_THE_QUESTION = (short) 0xC00C;

  private final DatagramSocket socket;

  /** Answers from now on. */
  ServiceNames() throws IOException {
    socket = new DatagramSocket(ADDRESS);
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        DatagramPacket query = new DatagramPacket(new byte[512], 512);
        socket.receive(query);
        byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      } catch (IOException closed) {
        // The scenario is over.
      }
    }
  }

  private static byte[] answer(ByteBuffer query) throws IOException {
    short id = query.getShort();
    query.position(HEADER);
    StringBuilder name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
    }
    boolean forAddress = query.getShort() == ADDRESS_RECORD;
    int end = query.position() + 2;
    List<String> known = addresses(name.toString());
    List<String> told = forAddress ? known : List.of();
    ByteBuffer answer = ByteBuffer.allocate(end + 16 * told.size());
    answer.putShort(id).putShort(known.isEmpty() ? NO_SUCH_NAME : ANSWER);
    answer.putShort((short) 1).putShort((short) told.size()).putInt(0);
    answer.put(query.slice(HEADER, end - HEADER));
    for (String address : told) {
      answer.putShort(NAME_OF_THE_QUESTION).putShort(ADDRESS_RECORD).putShort(INTERNET);
      answer.putInt(5).putShort((short) 4).put(InetAddress.getByName(address).getAddress());
    }
    return answer.array();
  }

  private static List<String> addresses(String name) {
    String[] labels = name.split("\\.", -1);
    return name.endsWith(".svc.cluster.local.") && labels.length == 6
        ? addresses(labels[1], labels[0])
        : List.of();
  }

  /** Of the pods behind a Service. */
  static List<String> addresses(String namespace, String service) {
    return Cluster.CLIENT
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
