package io.github.ksmprobe.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Measures the exporter, in the form in which the image ships it, as a process of its own on 100,
 * 300 and 1,000 pods: CPU, memory, scrapes and lateness, as the operating system and Prometheus see
 * them.
 *
 * <p>Arguments: the folder where it was put together, then the numbers of pods. One row of a
 * Markdown table for each. The property {@code exporter.options} has more options of the VM.
 */
final class ClusterBench {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final int SCRAPES = 5;

  private record Scrape(long millis, int sent, String text) {}

  private ClusterBench() {}

  public static void main(String[] args) throws Exception {
    print(
        "| pods | CPU, cores | RssAnon, MiB | RSS, MiB | scrape median, ms | scrape max, ms | scrape, MiB | gzipped, MiB | latest round, s | samples a pod | other samples |");
    print("|---|---|---|---|---|---|---|---|---|---|---|");
    for (int i = 1; i < args.length; i++) {
      measure(Path.of(args[0]), Integer.parseInt(args[i]));
    }
    System.exit(0);
  }

  private static void measure(Path app, int pods) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (FakeCluster cluster = FakeCluster.start(pods)) {
      Process exporter = start(app, port, cluster.url());
      try (HttpClient client = HttpClient.newHttpClient()) {
        awaitAll(client, port, pods);
        pause(INTERVAL);
        double cpuBefore = cpuSeconds(exporter.pid());
        long begin = System.nanoTime();
        List<Scrape> scrapes = new ArrayList<>();
        for (int i = 0; i < SCRAPES; i++) {
          pause(INTERVAL);
          scrapes.add(scrape(client, port));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cores = (cpuSeconds(exporter.pid()) - cpuBefore) / seconds;
        List<Long> millis = new ArrayList<>(scrapes.stream().map(Scrape::millis).toList());
        Collections.sort(millis);
        String text = scrapes.getLast().text();
        print(
            "| %d | %.2f | %d | %d | %d | %d | %.1f | %.2f | %.1f | %.1f | %d |"
                .formatted(
                    pods,
                    cores,
                    mib(exporter.pid(), "RssAnon:"),
                    mib(exporter.pid(), "VmRSS:"),
                    millis.get(millis.size() / 2),
                    millis.getLast(),
                    text.length() / 1048576.0,
                    scrapes.getLast().sent() / 1048576.0,
                    value(text, "ksm_probe_round_duration_seconds"),
                    (double) samples(text, true) / pods,
                    samples(text, false)));
      } finally {
        exporter.destroy();
        exporter.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static Process start(Path app, int port, String api) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(app.resolve("runtime/bin/java").toString());
    command.add("@" + app.resolve("jvm.options"));
    command.addAll(List.of(System.getProperty("exporter.options", "-XX:-UsePerfData").split(" ")));
    command.addAll(
        List.of(
            "-XX:AOTCache=" + app.resolve("app.aot"),
            "-jar",
            app.resolve("ksm-probe-exporter.jar").toString(),
            "run",
            "--discovery=cluster",
            "--log.level=warn",
            "--web.listen-address=127.0.0.1:" + port));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put("KUBERNETES_MASTER", api);
    environment.put("KUBECONFIG", "/nonexistent");
    environment.put("MALLOC_ARENA_MAX", "1");
    return builder.start();
  }

  private static void awaitAll(HttpClient client, int port, int pods) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (System.nanoTime() < end) {
      try {
        String text = scrape(client, port).text();
        if (text.lines().filter(line -> line.startsWith("ksm_probe_target_info{")).count()
            == pods) {
          return;
        }
      } catch (IOException starting) {
        // Not listening yet.
      }
      pause(Duration.ofSeconds(1));
    }
    throw new IllegalStateException("not all of " + pods + " pods were probed within 3 minutes");
  }

  private static Scrape scrape(HttpClient client, int port) throws Exception {
    // As Prometheus asks.
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .header(
                "Accept",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
            .header("Accept-Encoding", "gzip")
            .build();
    long begin = System.nanoTime();
    byte[] sent = client.send(request, BodyHandlers.ofByteArray()).body();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return new Scrape(
          millis, sent.length, new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static double value(String text, String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static long samples(String text, boolean ofPods) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .filter(line -> line.contains("target_pod=") == ofPods)
        .count();
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // User and system time, in ticks of a hundredth of a second.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  private static long mib(long pid, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
