import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sun.misc.Signal;

/**
 * What the libraries take on their own: as many requests as the sidecar sends, as many samples as it
 * exports, its pod read from the API server, and nothing else. No answer is read as the kubelet reads
 * it, nothing is judged, no page or log line is written. The benchmark runs it as another column, since
 * no sidecar with these libraries costs less.
 *
 * <p>Takes the flags of the sidecar that the benchmark and the training set, and FLOOR_PORT, main's.
 */
final class Floor {

  private static final int SAMPLES = 200;
  private static final List<String> PATHS =
      List.of("/", "/healthz", "/livez", "/readyz", "/metrics");

  public static void main(String[] args) throws Exception {
    // Ended as the sidecar ends, or the training would keep nothing.
    Signal.handle(new Signal("TERM"), _ -> System.exit(0));
    URI web = URI.create("http://" + flag(args, "--web.listen-address=", "127.0.0.1:20117"));
    long interval = Long.parseLong(flag(args, "--interval=", "15s").replace("s", ""));
    Gauge status = Gauge.builder().name("floor_status").labelNames("url", "number").register();
    boolean[] asked = {false};
    HTTPServer.builder()
        .hostname(web.getHost())
        .port(web.getPort())
        .registry(PrometheusRegistry.defaultRegistry)
        .defaultHandler(
            exchange -> {
              exchange.sendResponseHeaders(asked[0] ? 200 : 503, -1);
              exchange.close();
            })
        .buildAndStart();
    Config config = Config.autoConfigure(null);
    HttpClient api = HttpClientUtils.getHttpClientFactory().newBuilder(config).build();
    URI pod =
        URI.create(config.getMasterUrl())
            .resolve("/api/v1/namespaces/monitoring/pods/" + System.getenv("POD_NAME"));
    WebClient client = prober();
    List<String> urls = urls(Integer.parseInt(System.getenv("FLOOR_PORT")));
    while (true) {
      api.sendAsync(api.newHttpRequestBuilder().uri(pod).build(), String.class).join();
      List<Future<?>> answers = new ArrayList<>();
      for (String url : urls) {
        answers.add(
            client
                .getAbs(url)
                .send()
                .onSuccess(answer -> set(status, url, urls.size(), answer.statusCode())));
      }
      Future.all(answers).toCompletionStage().toCompletableFuture().join();
      asked[0] = true;
      Thread.sleep(TimeUnit.SECONDS.toMillis(interval));
    }
  }

  /** One client for all, which spares the making of one for each request; connections are not kept. */
  private static WebClient prober() {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(2);
    return WebClient.create(
        Vertx.vertx(options), new WebClientOptions().setKeepAlive(false).setFollowRedirects(false));
  }

  private static void set(Gauge status, String url, int urls, int code) {
    for (int number = 0; number < SAMPLES / urls; number++) {
      status.labelValues(url, Integer.toString(number)).set(code);
    }
  }

  /** The matrix of one pod and its two configured probes. */
  private static List<String> urls(int main) {
    List<String> urls =
        new ArrayList<>(
            Stream.of("127.0.0.1", "127.0.0.2")
                .flatMap(host -> Stream.of(host + ":" + main, host + ":" + (main + 1)))
                .flatMap(listener -> PATHS.stream().map(path -> "http://" + listener + path))
                .toList());
    urls.add(urls.get(12));
    urls.add(urls.get(18));
    return List.copyOf(urls);
  }

  private static String flag(String[] args, String name, String otherwise) {
    return Stream.of(args)
        .filter(arg -> arg.startsWith(name))
        .map(arg -> arg.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }
}
