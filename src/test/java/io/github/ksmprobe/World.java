package io.github.ksmprobe;

import io.github.ksmprobe.alerts.Hurried;
import io.github.ksmprobe.alerts.PrometheusTool;
import io.github.ksmprobe.alerts.ServerProcess;
import io.github.ksmprobe.alerts.WebhookReceiver;
import io.github.ksmprobe.alerts.WebhookReceiver.Notice;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole line from a pod to a person: simulated pod, exporter, Prometheus, Alertmanager,
 * webhook. Everything between the first and the last is the real thing; only time runs faster.
 */
final class World implements AutoCloseable {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final String ip;
  private final String loopback;
  private final WebhookReceiver webhook = WebhookReceiver.start();
  private final ServerProcess alertmanager;
  private final ServerProcess prometheus;
  private final int exporterPort = ServerProcess.freePort();
  private volatile List<Target> targets = List.of();
  private @Nullable SimulatedPod pod;
  private @Nullable Sidecar sidecar;

  /**
   * A world in which this pod and the exporter run, and were scraped, before the rules are loaded:
   * or the time that a busy machine takes to start them would count as an outage.
   *
   * @param folder for the servers' files
   * @param number tells worlds that run side by side apart, 1 to 250
   * @param manifest of the first pod
   */
  World(Path folder, int number, String manifest) {
    // The process's id keeps two builds on one machine apart.
    long house = ProcessHandle.current().pid() % 100;
    this.ip = "127." + (20 + house) + ".1." + number;
    this.loopback = "127." + (20 + house) + ".2." + number;
    deploy(manifest);
    startExporter();
    write(folder, "rules.yaml", "groups: []");
    write(folder, "alertmanager.yaml", Hurried.alertmanager(webhook));
    int alertmanagerPort = ServerProcess.freePort();
    this.alertmanager =
        ServerProcess.start(
            folder.resolve("alertmanager.log"),
            alertmanagerPort,
            List.of(
                PrometheusTool.named("alertmanager").path().toString(),
                "--config.file=" + folder.resolve("alertmanager.yaml"),
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertmanagerPort));
    write(folder, "prometheus.yaml", prometheus(alertmanagerPort));
    int prometheusPort = ServerProcess.freePort();
    this.prometheus =
        ServerProcess.start(
            folder.resolve("prometheus.log"),
            prometheusPort,
            List.of(
                PrometheusTool.named("prometheus").path().toString(),
                "--config.file=" + folder.resolve("prometheus.yaml"),
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.enable-lifecycle",
                "--web.listen-address=127.0.0.1:" + prometheusPort));
    if (!Until.holds(Duration.ofMinutes(2), () -> count("up == 1") == 3)) {
      close();
      throw new IllegalStateException("Prometheus did not scrape all three targets");
    }
    write(folder, "rules.yaml", Hurried.rules());
    prometheus.post("/-/reload");
  }

  private String prometheus(int alertmanagerPort) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 900ms, evaluation_interval: 1s}
    rule_files: [rules.yaml]
    alerting:
      alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]
    scrape_configs:
      - job_name: ksm-probe-exporter
        static_configs: [{targets: ['127.0.0.1:%d'], labels: {namespace: monitoring, pod: ksm}}]
      - job_name: kube-state-metrics
        honor_labels: true
        static_configs: [{targets: ['%s:8080', '%s:8081'], labels: {namespace: monitoring}}]
    """
        .formatted(alertmanagerPort, exporterPort, ip, ip);
  }

  /** Replaces whatever pod there is by the one of this manifest. */
  void deploy(String manifest) {
    removePod();
    Workload declared =
        ManifestReader.read(
                "pod.yaml", new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
            .workloads()
            .getFirst();
    KsmPod ksm = KsmPod.of(declared.withPod(declared.pod().withIp(ip))).orElseThrow();
    try {
      pod =
          SimulatedPod.start(
              ksm, loopback, RunningVersion.ofImage(ksm.ksm().image()).match(), Conditions.NORMAL);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    targets = List.of(new Target(ksm, new Vantage(Optional.of(loopback), Optional.of(ip))));
  }

  /** The process dies; the pod object, and the exporter beside it, stay. */
  void removePod() {
    if (pod != null) {
      pod.close();
    }
  }

  private void startExporter() {
    Subject unused = new Subject(Optional.empty(), Optional.empty(), Optional.empty());
    ListenAddress address = new ListenAddress("127.0.0.1", exporterPort);
    sidecar = Sidecar.start(new Settings(address, SECOND, SECOND, unused), () -> targets);
  }

  WebhookReceiver webhook() {
    return webhook;
  }

  /**
   * If Prometheus itself got no answer from this job for seconds, minutes to its rules: an alert
   * that says so is right then, whatever the machine was busy with.
   */
  boolean wentUnscraped(String job) {
    String mostlyUp = "avg_over_time(up{job=\"" + job + "\"}[10s])";
    return count("min_over_time(" + mostlyUp + "[1h:500ms]) <= 0.5") > 0;
  }

  /** How many series a query has now. */
  int count(String query) {
    String answer =
        prometheus.get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    var json = JsonMapper.shared().readTree(answer);
    if (!json.path("status").asString("").equals("success")) {
      throw new IllegalStateException(query + ": " + answer);
    }
    return json.path("data").path("result").size();
  }

  /**
   * Waits until Prometheus has seen so many rule evaluations more, all of them with this result.
   */
  void awaitEvaluations(int number) {
    String name = "prometheus_rule_group_iterations_total";
    double before = iterations(name);
    if (!Until.holds(
        Duration.ofSeconds(4L * number + 60), () -> iterations(name) >= before + number)) {
      throw new IllegalStateException("Prometheus evaluates no rules any more");
    }
  }

  /** The first notice like that, if it comes within so many rule evaluations. */
  Optional<Notice> await(int evaluations, Predicate<Notice> wanted) {
    String name = "prometheus_rule_group_iterations_total";
    double last = iterations(name) + evaluations;
    boolean _ =
        Until.holds(
            Duration.ofMinutes(15),
            () -> webhook.notices().stream().anyMatch(wanted) || iterations(name) > last);
    return webhook.notices().stream().filter(wanted).findFirst();
  }

  private double iterations(String name) {
    return prometheus
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains("alerts\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    if (sidecar != null) {
      sidecar.close();
    }
    removePod();
    prometheus.close();
    alertmanager.close();
    webhook.close();
  }
}
