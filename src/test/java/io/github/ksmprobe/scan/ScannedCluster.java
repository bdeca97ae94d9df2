package io.github.ksmprobe.scan;

import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API server with simulated pods behind it, and the ways through it as the real one has them.
 */
public final class ScannedCluster implements AutoCloseable {

  static final String TOKEN = "s3cr3t-of-the-kubeconfig";

  private static final Pattern FORWARD =
      Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/]+)/portforward");
  private static final Pattern PROXY =
      Pattern.compile("(/api/v1/namespaces/[^/]+/pods/(?:https:)?([^/:]+):(\\d+)/proxy)(/.*)");

  /** Where a pod is, as the node and as the pod itself sees it. */
  record Place(String ip, String loopback) {}

  private final List<Component> components = ComponentFiles.with(List.of());
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final ProxiedRequests proxied = new ProxiedRequests(vertx);
  private final List<String> pods = new CopyOnWriteArrayList<>();
  private final List<SimulatedPod> running = new ArrayList<>();
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private volatile Predicate<String> forbidden = _ -> false;
  private volatile Predicate<String> hanging = _ -> false;
  private volatile String events = "";

  public ScannedCluster() {
    server =
        await(
            vertx
                .createHttpServer(
                    new HttpServerOptions().addWebSocketSubProtocol("v4.channel.k8s.io"))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage());
  }

  /** Adds a pod, and starts what it declares. */
  public ScannedCluster with(String json) throws IOException {
    String last = "." + places.size() / 200 + "." + (places.size() % 200 + 11);
    Place place = new Place("127.3" + last, "127.4" + last);
    String placed = json.replace("POD_IP", place.ip()).replace("\n", " ");
    KsmPod pod = declared(placed);
    places.put(pod.workload().name(), place);
    pods.add(placed);
    if (!placed.contains("CrashLoopBackOff")) {
      running.add(
          SimulatedPod.start(
              pod, place.loopback(), RunningVersion.ofImage(pod).match(), Conditions.NORMAL));
    }
    return this;
  }

  /** Lists it no more. */
  ScannedCluster without(String name) {
    pods.removeIf(pod -> pod.contains("\"name\":\"" + name + "\""));
    return this;
  }

  /** Refuses what asks for that. */
  ScannedCluster forbidding(String... parts) {
    forbidden = path -> List.of(parts).stream().anyMatch(path::contains);
    return this;
  }

  /**
   * What asks for that is never answered: by a tunnel that opens, as of a process that is stopped.
   */
  ScannedCluster hanging(String part) {
    hanging = path -> path.contains(part);
    return this;
  }

  ScannedCluster telling(String eventJson) {
    events = eventJson;
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** A kubeconfig that leads here. */
  public String kubeconfig(Path folder) throws IOException {
    return Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{name: here, context: {cluster: here, user: here, namespace: monitoring}}]
            clusters: [{name: here, cluster: {server: "%s"}}]
            users: [{name: here, user: {token: %s}}]
            """
                .formatted(url(), TOKEN))
        .toString();
  }

  private KsmPod declared(String json) {
    ByteArrayInputStream text = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    return KsmPod.of(ManifestReader.open("pod", text, components).next().orElseThrow(), components)
        .getFirst();
  }

  private void answer(HttpServerRequest request) {
    asked.add(request.uri());
    Matcher forward = FORWARD.matcher(request.path());
    Matcher proxy = PROXY.matcher(request.uri());
    if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
      ProxiedRequests.status(request, 401, "Unauthorized");
    } else if (forbidden.test(request.uri())) {
      ProxiedRequests.status(request, 403, "forbidden: User cannot do that");
    } else if (forward.matches()) {
      int port = Integer.parseInt(request.getParam("ports"));
      ForwardedPort far = new ForwardedPort(vertx, place(forward.group(1)).loopback(), port);
      if (hanging.test(request.uri())) {
        far.hang(request);
      } else {
        far.serve(request);
      }
    } else if (proxy.matches() && !hanging.test(request.uri())) {
      proxied.serve(
          request,
          place(proxy.group(2)).ip(),
          Integer.parseInt(proxy.group(3)),
          proxy.group(4),
          proxy.group(1));
    } else if (proxy.matches()) {
      request.pause();
    } else if (request.path().endsWith("/events")) {
      list(request, events);
    } else {
      list(request, String.join(",", pods));
    }
  }

  private Place place(String pod) {
    return places.getOrDefault(pod, new Place("127.3.0.1", "127.4.0.1"));
  }

  private static void list(HttpServerRequest request, String items) {
    var _ =
        request
            .response()
            .putHeader("Content-Type", "application/json")
            .end("{\"kind\":\"List\",\"metadata\":{},\"items\":[" + items + "]}");
  }

  private static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    await(vertx.close().toCompletionStage());
    running.forEach(SimulatedPod::close);
  }
}
