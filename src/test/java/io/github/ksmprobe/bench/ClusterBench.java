package io.github.ksmprobe.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures the packaged exporter as a process of its own on 100, 300 and 1,000 pods: CPU, memory,
 * scrapes and lateness, as the operating system and a scraper see them.
 *
 * <p>Arguments: the jar, then the numbers of pods. One row of a Markdown table for each.
 */
final class ClusterBench {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final int SCRAPES = 5;

  private record Scrape(long millis, String text) {}

  private ClusterBench() {}

  public static void main(String[] args) throws Exception {
    print(
        "| pods | CPU, cores | RSS, MiB | scrape median, ms | scrape max, ms | scrape, MiB | latest round, s |");
    print("|---|---|---|---|---|---|---|");
    for (int i = 1; i < args.length; i++) {
      measure(Path.of(args[0]), Integer.parseInt(args[i]));
    }
    System.exit(0);
  }

  private static void measure(Path jar, int pods) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (FakeCluster cluster = FakeCluster.start(pods)) {
      Process exporter = start(jar, port, cluster.url());
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
            "| %d | %.2f | %d | %d | %d | %.1f | %.1f |"
                .formatted(
                    pods,
                    cores,
                    rssMib(exporter.pid()),
                    millis.get(millis.size() / 2),
                    millis.getLast(),
                    text.length() / 1048576.0,
                    value(text, "ksm_probe_round_duration_seconds")));
      } finally {
        exporter.destroy();
        exporter.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static Process start(Path jar, int port, String api) throws IOException {
    String options = System.getProperty("exporter.options", "-XX:+UseSerialGC -Xmx128m");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(
        List.of(
            "-jar",
            jar.toString(),
            "run",
            "--discovery=cluster",
            "--web.listen-address=127.0.0.1:" + port));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.put("KUBERNETES_MASTER", api);
    environment.put("KUBECONFIG", "/nonexistent");
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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    long begin = System.nanoTime();
    String text = client.send(request, BodyHandlers.ofString()).body();
    return new Scrape((System.nanoTime() - begin) / 1_000_000, text);
  }

  private static double value(String text, String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // User and system time, in ticks of a hundredth of a second.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  private static long rssMib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
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
