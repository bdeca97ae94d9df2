import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * One kube-state-metrics pod (127.0.0.1 and 127.0.0.2, at the ports that it declares) and an API server over
 * TLS that knows this pod and nothing else: what the AOT cache is trained on and what the benchmark
 * measures against. Everything listens on loopback.
 *
 * <pre>
 *   StubCluster serve POD.json KEYSTORE PORT          until it is stopped; prints "ready"
 *   StubCluster train POD.json KEYSTORE PORT URL N    the same, reads all pages of the exporter at URL
 *                                                     N times, one second apart, and ends
 * </pre>
 */
final class StubCluster {

  private static final String PASSWORD = "changeit";
  private static final String LIST =
      """
      {"apiVersion":"v1","kind":"PodList","metadata":{"resourceVersion":"1001"},"items":[%s]}""";
  private static final String STATUS =
      """
      {"apiVersion":"v1","kind":"Status","status":"Failure","reason":"NotFound","code":404}""";
  private static final List<String> PAGES =
      List.of("/metrics", "/-/healthy", "/-/ready");
  private static final List<String> ACCEPTED =
      List.of(
          "text/plain;version=0.0.4",
          "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

  public static void main(String[] args) throws Exception {
    String pod = Files.readString(Path.of(args[1]));
    KsmPod ksm =
        ManifestReader.read(Path.of(args[1])).workloads().stream()
            .flatMap(workload -> KsmPod.of(workload).stream())
            .findFirst()
            .orElseThrow();
    SimulatedPod.start(
        ksm, "127.0.0.1", RunningVersion.ofImage(ksm.ksm().image()).match(), Conditions.NORMAL);
    HttpsServer api = apiServer(pod, Path.of(args[2]), Integer.parseInt(args[3]));
    System.out.println("ready");
    if (args[0].equals("train")) {
      readPages(URI.create(args[4]), Integer.parseInt(args[5]));
      api.stop(0);
      System.exit(0);
    }
  }

  private static HttpsServer apiServer(String pod, Path keystore, int port) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", exchange -> answer(exchange, pod));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, String pod) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (query.contains("watch=")) {
        keepOpen(exchange);
      } else if (path.contains("/pods/")) {
        send(exchange, 200, pod);
      } else if (path.endsWith("/pods")) {
        send(exchange, 200, LIST.formatted(pod));
      } else {
        send(exchange, 404, STATUS);
      }
    }
  }

  /** A watch on which nothing happens, as on most days. */
  private static void keepOpen(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    try {
      Thread.sleep(Duration.ofMinutes(5));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void readPages(URI exporter, int times) throws Exception {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    int read = 0;
    for (int attempt = 0; read < times && attempt < times + 60; attempt++) {
      Thread.sleep(1000); // The exporter's own pace here: one round a second.
      try {
        for (String page : PAGES) {
          for (String accepted : ACCEPTED) {
            HttpRequest request =
                HttpRequest.newBuilder(exporter.resolve(page)).header("Accept", accepted).build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
          }
        }
        read++;
      } catch (IOException notYet) {
        // Still starting.
      }
    }
    if (read < times) {
      throw new IllegalStateException("the exporter at " + exporter + " did not answer");
    }
  }
}
