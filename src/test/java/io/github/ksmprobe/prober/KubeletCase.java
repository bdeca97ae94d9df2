package io.github.ksmprobe.prober;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One recorded case: a server, a probe, and what the kubelet's own prober made of them. */
record KubeletCase(String id, JsonNode probe, JsonNode server, JsonNode kubelet) {

  /** What came of a case, in a form that can be compared as text. */
  record Outcome(String result, List<String> asked) {}

  static KubeletCase of(JsonNode node) {
    return new KubeletCase(
        node.get("id").asString(), node.get("probe"), node.get("server"), node.get("kubelet"));
  }

  Outcome expected() {
    List<String> asked = new ArrayList<>();
    kubelet.get("asked").forEach(head -> asked.add(sorted(head.asString())));
    return new Outcome(kubelet.get("result").asString(), asked);
  }

  Outcome actual(VertxProber prober) throws IOException {
    try (HostileServer hostile = new HostileServer(socket(), this::serve)) {
      Answer answer =
          switch (RequestBuilder.build(probe(hostile.port()), container(), "127.0.0.1")) {
            case Built.Unresolvable _ -> null;
            case Built.Unsendable(String detail) ->
                new Answer.NoResponse(Answer.Cause.UNSENDABLE, detail, Duration.ZERO);
            case Built.Ready(var request) -> {
              Ask ask =
                  new Ask(
                      new Ask.Purpose.Configured("c", ProbeType.LIVENESS),
                      request,
                      timeout(),
                      Reading.AS_THE_KUBELET);
              yield prober
                  .answers(new Plan(List.of(ask), Duration.ofSeconds(20)))
                  .getFirst()
                  .answer();
            }
          };
      String result =
          answer == null ? Result.DISCARDED.label() : answer.result().orElseThrow().label();
      String address = "127.0.0.1:" + hostile.port();
      List<String> asked =
          hostile.heads().stream()
              .map(
                  head ->
                      new String(
                          head.getBytes(ISO_8859_1), java.nio.charset.StandardCharsets.UTF_8))
              .map(
                  head ->
                      sorted(
                          head.replace(address, "ADDRESS")
                              .replace("kube-probe/1.36", "kube-probe/.")))
              .toList();
      return new Outcome(result, asked);
    }
  }

  /** As recorded where the time decides, else more than enough for a busy machine. */
  private Duration timeout() {
    boolean waits = List.of("silent", "hang").contains(server.path("does").asString(""));
    return waits
        ? Duration.ofMillis((long) (probe.get("timeout").asDouble() * 1000))
        : Duration.ofSeconds(15);
  }

  /** The request line first, then the header lines in one order with names in one spelling. */
  private static String sorted(String head) {
    List<String> lines = new ArrayList<>(Arrays.asList(head.split("\r\n", -1)));
    String first = lines.removeFirst();
    lines.sort(null);
    return first + "\n" + String.join("\n", lines);
  }

  private ServerSocket socket() throws IOException {
    if (!server.get("tls").asBoolean()) {
      return new ServerSocket(0, 64, java.net.InetAddress.ofLiteral("127.0.0.1"));
    }
    return TlsServers.socket("valid", "http/1.1", id.contains("client-cert"));
  }

  private void serve(HostileServer.Connection connection) throws IOException {
    String does = server.path("does").asString("");
    if (does.equals("close")) {
      return;
    }
    if (does.equals("silent")) {
      connection.untilClosed();
      return;
    }
    connection.head();
    JsonNode sends = server.path("sends_base64");
    if (!sends.isMissingNode()) {
      JsonNode chosen =
          sends.isArray() ? sends.get(Math.min(connection.number(), sends.size() - 1)) : sends;
      String bytes = new String(Base64.getDecoder().decode(chosen.asString()), ISO_8859_1);
      connection.send(bytes.replace("ADDRESS", "127.0.0.1:" + connection.socket().getLocalPort()));
    }
    if (does.equals("reset")) {
      connection.reset();
    } else if (does.equals("hang")) {
      connection.untilClosed();
    }
  }

  private HttpGet probe(int port) {
    List<Header> headers = new ArrayList<>();
    probe
        .path("headers")
        .forEach(
            header ->
                headers.add(
                    new Header(text(header, "name", "Name"), text(header, "value", "Value"))));
    String named = probe.path("port").asString("");
    PortRef ref =
        switch (named) {
          case "" -> new PortRef.Numbered(port);
          case "numeric" -> new PortRef.Named(Integer.toString(port));
          default -> new PortRef.Named(named);
        };
    Scheme scheme =
        probe.path("scheme").asString("HTTP").equals("HTTPS") ? Scheme.HTTPS : Scheme.HTTP;
    return new HttpGet(probe.get("path").asString(), ref, scheme, "", headers);
  }

  private static String text(JsonNode node, String name, String other) {
    return node.has(name) ? node.get(name).asString() : node.get(other).asString();
  }

  private static Container container() {
    return new Container("c", "", List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public String toString() {
    return id;
  }
}
