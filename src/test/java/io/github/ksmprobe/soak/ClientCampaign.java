package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.RunningProgram;
import io.github.ksmprobe.Until;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Clients of the exporter's own port that mean no good, while it is asked whether it is healthy.
 */
final class ClientCampaign implements Campaign {

  /** Promised is one second; that the machine is busy too is not the program's fault. */
  private static final int HEALTH_MILLIS = 5_000;

  private static final int PATIENCE_MILLIS = 20_000;

  private static final Set<String> SERVED =
      Set.of(
          "/",
          "/metrics",
          "/style.css",
          "/api/v1/report",
          "/config",
          "/-/healthy",
          "/-/ready",
          "/targets/soak/stable",
          "/api/v1/targets/soak/stable/history");

  private static final List<String> HEADERS =
      List.of(
          "x-content-type-options", "content-security-policy", "referrer-policy", "cache-control");

  // What a server may be asked for, by the rules.
  private static final Pattern TARGET =
      Pattern.compile(
          "[A-Z]+ /(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]|%[0-9A-Fa-f]{2})*+ HTTP/1\\.[01]");

  @Override
  public String name() {
    return "clients";
  }

  @Override
  public String about() {
    return "half heads, readers that stop, scrapes that break off, odd methods, paths and queries;"
        + " health answers, answers have the pages' headers, nothing is served where it is not";
  }

  @Override
  public void attempt(Case one) throws Exception {
    SplittableRandom random = one.random();
    String ip = "127." + (100 + ProcessHandle.current().pid() % 100) + ".251.1";
    try (HostilePod pod =
            new HostilePod(
                "stable",
                ip,
                "HTTP",
                5,
                HostilePod.right(true, Duration.ZERO, 2_000),
                HostilePod.right(false, Duration.ZERO, 2_000));
        RunningProgram exporter =
            Exporter.start(
                "--discovery=none",
                "--pod-file=" + one.write("pod.yaml", pod.manifest()),
                "--interval=1s",
                "--timeout=1s")) {
      URI url = exporter.url();
      boolean ready =
          Until.holds(
              Duration.ofSeconds(60),
              Duration.ofMillis(50),
              () -> exporter.get("/-/ready").statusCode() == 200);
      one.check(ready, () -> "never ready");
      Vitals before = Vitals.of(exporter.pid());
      crowd(one, url, random);
      odd(one, url, random.split());
      one.check(exporter.isAlive(), () -> "it has ended");
      Scrape.of(exporter.get("/metrics").body()).check(one, Scrape.of(""));
      Vitals after = Vitals.of(exporter.pid());
      one.check(
          after.threads() <= before.threads() + 20,
          () -> "threads grow from " + before.threads() + " to " + after.threads());
      int code = exporter.end();
      one.check(code == 0, () -> "ends with " + code);
      LogLines.check(one, exporter.log(), 100);
    }
  }

  /** Many that hold on to something at once, and the kubelet's question in between. */
  private static void crowd(Case one, URI url, SplittableRandom random) throws Exception {
    List<ByteClient> holding = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> acts = new ArrayList<>();
      int size = one.size(30, 60);
      for (int i = 0; i < size; i++) {
        ByteClient client = new ByteClient(url, oneOf(random, 0, 1024));
        holding.add(client);
        SplittableRandom chance = random.split();
        acts.add(threads.submit(() -> act(client, chance)));
        if (i % 5 == 4) {
          healthy(one, url, "with " + (i + 1) + " clients");
        }
      }
      one.did("clients that hold on", size);
      for (int i = 0; i < 4; i++) {
        healthy(one, url, "with all " + size + " clients");
      }
      for (ByteClient client : holding) {
        client.close();
      }
      for (Future<?> act : acts) {
        act.get(60, TimeUnit.SECONDS);
      }
    }
    healthy(one, url, "after the crowd");
  }

  private static void act(ByteClient client, SplittableRandom random) {
    try {
      switch (random.nextInt(6)) {
        case 0 -> client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n");
        case 1 -> client.send("G");
        case 2 -> {}
        case 3 -> client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200));
        case 4 -> {
          client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
          var _ = client.read(100, 5_000);
          client.reset();
        }
        default ->
            client.send("POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx");
      }
    } catch (IOException refused) {
      // The server may well cut off such a client.
    }
  }

  private static void healthy(Case one, URI url, String when) {
    one.did("questions for health", 1);
    try (ByteClient client = new ByteClient(url, 0)) {
      client.send("GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      Optional<ByteClient.Answer> answer = client.answer(HEALTH_MILLIS);
      one.check(
          answer.isPresent() && answer.get().status() == 200,
          () ->
              "/-/healthy "
                  + when
                  + ": "
                  + answer.map(got -> got.status() + "").orElse("no answer"));
    } catch (IOException broken) {
      one.fail("/-/healthy " + when + ": " + broken.getMessage());
    }
  }

  /** One request after the other, each odd in its own way. */
  private static void odd(Case one, URI url, SplittableRandom random) throws IOException {
    for (int i = one.size(60, 300); i > 0; i--) {
      String method = oneOf(random, OddRequests.METHODS);
      String path = oneOf(random, OddRequests.PATHS);
      String query = oneOf(random, OddRequests.QUERIES);
      String version =
          random.nextInt(10) == 0 ? oneOf(random, "HTTP/1.0", "HTTP/2", "") : "HTTP/1.1";
      String line = (method + " " + path + query + " " + version).strip();
      String more =
          random.nextInt(10) == 0 ? "X-" + "y".repeat(random.nextInt(9000)) + ": z\r\n" : "";
      one.did("odd requests", 1);
      try (ByteClient client = new ByteClient(url, 0)) {
        client.send(line + "\r\nHost: x\r\nConnection: close\r\n" + more + "\r\n");
        client
            .answer(PATIENCE_MILLIS)
            .ifPresent(answer -> judge(one, method, path + query, line, answer));
      } catch (SocketException cutOff) {
        // It need not read to the end what it has refused.
        one.did("odd requests cut off", 1);
      }
    }
  }

  private static void judge(
      Case one, String method, String target, String whole, ByteClient.Answer answer) {
    String line = Printed.brief(whole);
    int status = answer.status();
    String plain = target.replaceFirst("[?].*", "").replaceFirst("^http://x(?=/)", "");
    boolean reads = method.equals("GET") || method.equals("HEAD");
    one.check(status != 500, () -> "500: " + line);
    one.check(
        status != 200 || ((SERVED.contains(plain) || plain.equals("/probe")) && reads),
        () -> "200, and nothing should be there: " + line);
    one.check(
        status == 200 || !(line.startsWith("GET " + plain + " HTTP/1.1") && SERVED.contains(plain)),
        () -> status + ", and it should be there: " + line);
    if (List.of(400, 404).contains(status) && !TARGET.matcher(whole).matches()) {
      // The JDK's server refuses what is no target before anybody else sees it.
      one.check(
          answer.text().length() < 200 && !answer.text().contains("script"),
          () -> "repeats the request: " + answer.text());
      return;
    }
    List<String> missing =
        HEADERS.stream().filter(name -> !answer.headers().containsKey(name)).toList();
    one.check(missing.isEmpty(), () -> "without " + missing + ": " + status + " for " + line);
  }
}
