package io.github.ksmprobe;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.configfile.ConfigFile;
import io.github.ksmprobe.log.LogOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running sidecar whose configuration changes: over HTTP, on ports where nobody answers. */
@Timeout(120)
class SidecarProcessTest {

  // An address of this process alone, with ports that nothing listens on.
  private static final String HOST = "127.6." + (ProcessHandle.current().pid() % 250 + 1) + ".1";
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder = Path.of(".");
  private Optional<SidecarProcess> running = Optional.empty();

  @AfterEach
  void stop() {
    running.ifPresent(SidecarProcess::close);
    client.close();
  }

  @Test
  void another_interval_is_in_force_and_counters_and_history_go_on() throws Exception {
    Path file = write("interval: 1h");
    start(file, NEVER);
    double one = firstRound();
    String history = get("/api/v1/targets/-/" + HOST + "/history");
    write("interval: 1s");
    assertEquals(new Answer(200, "The configuration is in effect.\n"), reload());
    until(() -> requests() >= 3 * one);
    assertEquals(1, value("ksm_probe_round_interval_seconds"));
    assertEquals(history, get("/api/v1/targets/-/" + HOST + "/history"));
    assertEquals(1, value("ksm_probe_exporter_config_last_reload_successful"));
    assertTrue(get("/config").contains("interval: 1s # " + file + ":1\n"));
  }

  @Test
  void other_ports_are_asked_in_one_round_more_and_the_log_in_none() throws Exception {
    Path file = write("interval: 1h");
    start(file, NEVER);
    double one = firstRound();
    write("interval: 1h\nlog.level: warn");
    assertEquals(200, reload().status());
    write("interval: 1h\nlog.level: warn", 9);
    assertEquals(200, reload().status());
    // Had the log made a round, too, it would have come before this one.
    until(() -> requests() > one);
    until(() -> requests() == 2 * one);
    assertEquals(200, reload().status());
    assertEquals(2 * one, requests());
  }

  @Test
  void a_bad_file_changes_nothing_until_it_is_repaired() throws Exception {
    Path file = write("interval: 1h");
    start(file, NEVER);
    String before = get("/config");
    double started = value("ksm_probe_exporter_config_last_reload_success_timestamp_seconds");
    Files.writeString(file, "intervall: 1s\n");
    Answer refused = reload();
    assertEquals(500, refused.status());
    assertTrue(
        refused
            .body()
            .startsWith(file + ":1: unknown key \"intervall\"; did you mean \"interval\"?"),
        refused.body());
    assertTrue(refused.body().endsWith("\nThe previous configuration stays in effect.\n"));
    assertEquals(before, get("/config"));
    assertEquals(0, value("ksm_probe_exporter_config_last_reload_successful"));
    assertEquals(started, value("ksm_probe_exporter_config_last_reload_success_timestamp_seconds"));
    write("interval: 1h");
    assertEquals(200, reload().status());
    assertEquals(1, value("ksm_probe_exporter_config_last_reload_successful"));
    assertNotEquals(
        started, value("ksm_probe_exporter_config_last_reload_success_timestamp_seconds"));
  }

  @Test
  void what_is_fixed_at_the_start_is_refused_with_its_line() throws Exception {
    Path file = write("interval: 1h");
    start(file, NEVER);
    Files.writeString(file, "interval: 7s\nweb.listen-address: 127.0.0.1:1\n");
    // A flag wins over that address.
    assertEquals(200, reload().status());
    Files.writeString(file, "interval: 1h\ndiscovery: cluster\n");
    assertEquals(
        new Answer(
            500,
            file
                + ":2: discovery cannot change from none to cluster while running; restart for that\n"
                + "The previous configuration stays in effect.\n"),
        reload());
    assertTrue(get("/config").contains("interval: 7s #"), get("/config"));
  }

  @Test
  void a_pod_file_that_cannot_be_used_changes_nothing_else_either() throws Exception {
    Path file = write("interval: 1h");
    start(file, NEVER);
    firstRound();
    Files.writeString(file, "interval: 7s\npod-file: " + folder.resolve("none.yaml") + "\n");
    Answer refused = reload();
    assertEquals(500, refused.status());
    assertTrue(refused.body().startsWith(file + ":2: pod-file: "), refused.body());
    assertTrue(get("/config").contains("interval: 1h #"), get("/config"));
  }

  @Test
  void what_is_refused_shows_no_password() throws Exception {
    Path file = write("interval: 1h");
    start(file, NEVER);
    Files.writeString(
        file, "main-url: http://me:hunter2@127.0.0.1:1\ntelemetry-url: http://127.0.0.2:1\n");
    Answer refused = reload();
    assertEquals(500, refused.status());
    assertTrue(refused.body().contains("http://<secret>@127.0.0.1:1 and"), refused.body());
  }

  @Test
  void the_link_of_a_config_map_that_points_elsewhere_is_enough() throws Exception {
    configMap("..first", "1h");
    Path file = folder.resolve("config.yml");
    Files.createSymbolicLink(file, Path.of("..data", "config.yml"));
    start(file, OFTEN);
    assertTrue(get("/config").contains("interval: 1h #"), get("/config"));
    configMap("..second", "2h");
    until(() -> get("/config").contains("interval: 2h #"));
    Files.delete(folder.resolve("..data"));
    until(() -> value("ksm_probe_exporter_config_last_reload_successful") == 0);
    assertTrue(get("/config").contains("interval: 2h #"), get("/config"));
    configMap("..third", "3h");
    until(() -> value("ksm_probe_exporter_config_last_reload_successful") == 1);
    assertTrue(get("/config").contains("interval: 3h #"), get("/config"));
  }

  @Test
  void what_changes_right_after_it_was_first_read_is_a_change() throws Exception {
    Path file = write("interval: 1h");
    AtomicBoolean read = new AtomicBoolean();
    ConfigFile files = new ConfigFile();
    Configuration configuration =
        Configured.by(
            (name, known) -> {
              var first = files.read(name, known);
              if (read.compareAndSet(false, true)) {
                write("interval: 2h");
              }
              return first;
            },
            flags(file));
    start(configuration, OFTEN);
    until(() -> get("/config").contains("interval: 2h #"));
  }

  @Test
  void a_mistake_of_ours_in_a_reload_is_counted_and_the_file_is_watched_on() throws Exception {
    Path file = write("interval: 1h");
    AtomicBoolean broken = new AtomicBoolean();
    ConfigFile files = new ConfigFile();
    start(
        Configured.by(
            (name, known) -> {
              if (broken.get()) {
                throw new IllegalStateException("a mistake");
              }
              return files.read(name, known);
            },
            flags(file)),
        OFTEN);
    broken.set(true);
    write("interval: 2h");
    until(() -> value("ksm_probe_exporter_internal_errors_total{place=\"reload\"}") >= 1);
    assertEquals(0, value("ksm_probe_exporter_config_last_reload_successful"));
    assertTrue(get("/config").contains("interval: 1h #"), get("/config"));
    broken.set(false);
    write("interval: 3h");
    until(() -> get("/config").contains("interval: 3h #"));
  }

  @Test
  void without_a_file_there_is_nothing_to_reload_and_the_metrics_are_there() throws Exception {
    start(Configured.by("--web.listen-address=127.0.0.1:0", "--discovery=none"), OFTEN);
    assertEquals(
        new Answer(409, "There is nothing to reload: start with --config.file for that.\n"),
        reload());
    assertEquals(1, value("ksm_probe_exporter_config_last_reload_successful"));
    assertTrue(get("/config").contains("discovery: none # flag\n"), get("/config"));
  }

  private void start(Path file, Duration interval) {
    start(Configured.by(flags(file)), interval);
  }

  private void start(Configuration configuration, Duration interval) {
    running =
        Optional.of(
            SidecarProcess.start(
                configuration, new ManifestFiles(), LogOutput.toStandardError(), interval));
  }

  private static String[] flags(Path file) {
    return new String[] {
      "--config.file=" + file, "--web.listen-address=127.0.0.1:0", "--pod-name=", "--pod-ip="
    };
  }

  private Path write(String settings) {
    return write(settings, 8);
  }

  private Path write(String settings, int port) {
    try {
      return Files.writeString(folder.resolve("config.yml"), text(settings, port));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String text(String settings, int port) {
    // As long as may be: a busy machine leaves out of a round what finds no time.
    String timeout = settings.startsWith("interval: 1s") ? "1s" : "30s";
    return "%s\ntimeout: %s\nmain-url: http://%s:7\ntelemetry-url: http://%3$s:%d\n"
        .formatted(settings, timeout, HOST, port);
  }

  private void configMap(String version, String interval) throws IOException {
    MountedConfigMap.show(folder, version, text("interval: " + interval, 8));
  }

  private record Answer(int status, String body) {}

  private Answer reload() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/-/reload")).POST(BodyPublishers.noBody()).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  private double firstRound() {
    // Shown once all its requests are counted; the count alone may be met half way.
    until(() -> value("ksm_probe_last_round_timestamp_seconds") > 0);
    return requests();
  }

  private double requests() {
    return samples("ksm_probe_endpoint_requests_total{").sum();
  }

  private double value(String metric) {
    return samples(metric + " ").findFirst().orElse(Double.NaN);
  }

  private DoubleStream samples(String start) {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
  }

  private String get(String path) {
    try {
      return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + running.orElseThrow().address().getPort() + path);
  }
}
