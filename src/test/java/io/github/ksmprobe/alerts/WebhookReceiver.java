package io.github.ksmprobe.alerts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands at the end of the line: takes Alertmanager's notifications and keeps them. */
public final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Notice> notices = new CopyOnWriteArrayList<>();

  /**
   * One alert in one notification.
   *
   * @param receiver of Alertmanager's configuration
   * @param status firing or resolved
   * @param labels of the alert
   * @param annotations rendered
   */
  public record Notice(
      String receiver, String status, Map<String, String> labels, Map<String, String> annotations) {

    public String alert() {
      return labels.getOrDefault("alertname", "");
    }

    public String description() {
      return annotations.getOrDefault("description", "");
    }
  }

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of loopback. */
  public static WebhookReceiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      WebhookReceiver receiver = new WebhookReceiver(server);
      server.createContext("/", receiver::take);
      server.start();
      return receiver;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  /** Where a receiver of that name delivers. */
  public String url(String receiver) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + receiver;
  }

  /** All notices so far, in the order of arrival. */
  public List<Notice> notices() {
    return List.copyOf(notices);
  }

  private void take(HttpExchange exchange) throws IOException {
    String receiver = exchange.getRequestURI().getPath().substring(1);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (JsonNode alert : JsonMapper.shared().readTree(body).path("alerts")) {
      notices.add(
          new Notice(
              receiver,
              alert.path("status").asString(),
              texts(alert.path("labels")),
              texts(alert.path("annotations"))));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Map<String, String> texts(JsonNode object) {
    return object
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
