package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.RunningProgram;
import io.github.ksmprobe.Until;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running exporter whose configuration changes again and again, for better and for worse. */
final class ReloadCampaign implements Campaign {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final String STAYS = "The previous configuration stays in effect.";
  private static final int STORM = 20;

  @Override
  public String name() {
    return "reloads";
  }

  @Override
  public String about() {
    return "good and bad configurations by POST, SIGHUP and changed file, one by one and in storms;"
        + " a bad one never replaces a good one";
  }

  private record Running(Case one, RunningProgram exporter, Path file, HttpClient client) {

    void write(String text, boolean atomic) throws IOException {
      if (atomic) {
        Files.move(one.write("next.yml", text), file, ATOMIC_MOVE);
      } else {
        one.write(file.getFileName().toString(), text);
      }
    }

    HttpRequest post() {
      URI url = exporter.url().resolve("/-/reload");
      return HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()).build();
    }

    void hangUp() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-HUP", Long.toString(exporter.pid())).start().waitFor();
    }

    String config() {
      return exporter.get("/config").body();
    }

    double lastSuccess() {
      return Scrape.of(exporter.get("/metrics").body())
          .value("ksm_probe_exporter_config_last_reload_success_timestamp_seconds");
    }

    boolean lastWas(boolean good) {
      return Scrape.of(exporter.get("/metrics").body())
              .value("ksm_probe_exporter_config_last_reload_successful")
          == (good ? 1 : 0);
    }
  }

  @Override
  public void attempt(Case one) throws Exception {
    SplittableRandom random = one.random();
    ConfigurationText texts = new ConfigurationText(random);
    Path file = one.write("config.yml", "interval: 1h\n");
    try (HttpClient client = HttpClient.newHttpClient();
        RunningProgram exporter = Exporter.start("--pod-ip=127.0.0.9", "--config.file=" + file)) {
      Running running = new Running(one, exporter, file, client);
      // Before it listens it may not listen for signals either.
      one.check(exporter.get("/config").statusCode() == 200, () -> "no configuration at the start");
      for (int step = 1; step <= one.size(20, 120); step++) {
        String marker = "interval: 1h" + step + "m";
        switch (random.nextInt(7)) {
          case 0, 1 -> good(running, texts.good(marker), marker, random);
          case 2 -> refused(running, marker + "\n" + oneOf(random, ConfigurationText.FIXED) + "\n");
          default -> any(running, texts.any(marker), marker, random);
        }
      }
      storm(running, texts, random);
      one.check(exporter.isAlive(), () -> "it has ended");
      // Two lines for each file, as it may be noticed in more than one way, and some for the start.
      int code = exporter.end();
      one.check(code == 0, () -> "ends with " + code);
      LogLines.check(one, exporter.log(), 1000);
    }
  }

  private static boolean usable(Running running) {
    return InProcess.run(
                "run", "--config.check", "--pod-ip=127.0.0.9", "--config.file=" + running.file)
            .exitCode()
        == 0;
  }

  private static void good(Running running, String text, String marker, SplittableRandom random)
      throws IOException, InterruptedException {
    running.write(text, random.nextBoolean());
    String how = trigger(running, random, true);
    boolean came =
        Until.holds(
            PATIENCE, LOOK_EVERY, () -> running.config().contains(marker) && running.lastWas(true));
    running.one.check(
        came, () -> how + ": not in effect: " + Printed.brief(text) + running.config());
    running.one.did("good configurations", 1);
  }

  private static void any(Running running, String text, String marker, SplittableRandom random)
      throws IOException, InterruptedException {
    String before = running.config();
    running.write(text, random.nextBoolean());
    if (usable(running)) {
      // A signal may be heard later than the next file is written: wait for this very reload.
      double earlier = running.lastSuccess();
      String how = trigger(running, random, true);
      boolean came =
          Until.holds(
              PATIENCE, LOOK_EVERY, () -> running.lastWas(true) && running.lastSuccess() > earlier);
      running.one.check(came, () -> how + ": could be used and is not: " + Printed.brief(text));
      running.one.did("good configurations", 1);
    } else {
      String how = trigger(running, random, false);
      boolean came = Until.holds(PATIENCE, LOOK_EVERY, () -> running.lastWas(false));
      running.one.check(came, () -> how + ": cannot be used and is: " + Printed.brief(text));
      String after = running.config();
      running.one.check(
          before.equals(after), () -> how + ": in force is now " + after + " for " + marker);
      running.one.did("bad configurations", 1);
    }
  }

  private static void refused(Running running, String text)
      throws IOException, InterruptedException {
    String before = running.config();
    running.write(text, true);
    post(running, false);
    running.one.check(
        before.equals(running.config()), () -> "not fixed: " + text + running.config());
    running.one.did("bad configurations", 1);
  }

  /** Has it read again, in one of the ways; says in which. */
  private static String trigger(Running running, SplittableRandom random, boolean good)
      throws IOException, InterruptedException {
    if (random.nextInt(3) == 0) {
      running.hangUp();
      return "SIGHUP";
    }
    if (random.nextInt(20) == 0) {
      return "changed file";
    }
    post(running, good);
    return "POST";
  }

  private static void post(Running running, boolean good) throws IOException, InterruptedException {
    Case one = running.one;
    HttpResponse<String> answer = running.client.send(running.post(), BodyHandlers.ofString());
    String body = answer.body();
    one.did("reloads by POST", 1);
    one.check(answer.statusCode() == (good ? 200 : 500), () -> answer.statusCode() + ": " + body);
    Printed.text(one, "the answer to POST", body);
    List<String> lines = body.lines().toList();
    one.check(
        good ? lines.size() == 1 : lines.size() == 2 && lines.get(1).equals(STAYS),
        () -> "not one sentence: " + body);
    one.check(
        lines.getFirst().length() <= Printed.LONGEST_LINE,
        () -> "a sentence of " + lines.getFirst().length() + " characters");
  }

  /** All at once, and the last file stands in the end. */
  private static void storm(Running running, ConfigurationText texts, SplittableRandom random)
      throws Exception {
    List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
    for (int i = 0; i < STORM; i++) {
      running.write(
          random.nextBoolean() ? texts.any("interval: 2h") : texts.good("interval: 3h"),
          random.nextBoolean());
      posts.add(running.client.sendAsync(running.post(), BodyHandlers.ofString()));
      if (i % 4 == 0) {
        running.hangUp();
      }
    }
    for (CompletableFuture<HttpResponse<String>> post : posts) {
      int status = post.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode();
      running.one.check(List.of(200, 500, 503).contains(status), () -> "in the storm: " + status);
    }
    running.one.did("reloads in a storm", STORM);
    good(running, texts.good("interval: 4h"), "interval: 4h", random);
  }
}
