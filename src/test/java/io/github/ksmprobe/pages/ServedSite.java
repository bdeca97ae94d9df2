package io.github.ksmprobe.pages;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.exposition.RoundMetrics;
import io.github.ksmprobe.format.DebugFormat;
import io.github.ksmprobe.format.HistoryFormat;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.web.LocalServer;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.workload.KsmPod;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The pages of one watched pod, served on loopback. */
final class ServedSite implements AutoCloseable {

  private static final KsmPod POD = AskedPods.pod("ns", "ksm", "v2.14.0");

  private final LatestReport latest = new LatestReport();
  private final History history = new History();
  private final List<Plan> plans = new CopyOnWriteArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean held;
  private volatile boolean broken;
  private volatile LifecycleApi.Outcome outcome = new LifecycleApi.Outcome.Done();
  private final WebServer web;

  ServedSite() {
    OnDemand onDemand =
        new OnDemand(
            () -> List.of(AskedPods.target(POD)),
            AskedPods.round(this::answers),
            Clock.fixed(AskedPods.NOW, ZoneOffset.UTC),
            new ConcurrencyLimit(8));
    Site site =
        new Site(
            latest,
            history,
            new MetricsHandler(new PrometheusRegistry()),
            onDemand,
            new StubLifecycle(() -> outcome),
            new Site.Formats(
                pods -> {
                  if (broken) {
                    throw new IllegalStateException("a bug with a secret in it");
                  }
                  return new JsonFormat().render(pods);
                },
                HistoryFormat::render,
                new RoundMetrics(Contracts.KUBE_STATE_METRICS),
                new DebugFormat(new TextFormat(Paint.NONE))),
            Contracts.KUBE_STATE_METRICS);
    web = LocalServer.start(site.routes());
  }

  private List<Answered> answers(Plan plan) {
    plans.add(plan);
    if (held) {
      try {
        hold.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return AskedPods.model(POD).answers(plan);
  }

  /** A round that found the pod as it is. */
  void roundEnded() {
    Report report = AskedPods.report(List.of(AskedPods.found(POD)));
    latest.accept(report);
    history.accept(report);
  }

  /** A round that found no pod. */
  void podGone() {
    latest.accept(AskedPods.report(List.of()));
  }

  Optional<Report> latest() {
    return latest.get();
  }

  /** From now on rounds on demand wait for {@link #release}. */
  void hold() {
    held = true;
  }

  void release() {
    hold.countDown();
  }

  /** From now on the JSON report cannot be made. */
  void breaks() {
    broken = true;
  }

  void reloadsTo(LifecycleApi.Outcome next) {
    outcome = next;
  }

  /** What rounds on demand have asked so far. */
  List<Plan> plans() {
    return plans;
  }

  HttpResponse<String> get(String path) throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(path)));
    assertFalse(answer.body().contains("\tat "), "a stack trace at " + path);
    return answer;
  }

  HttpResponse<String> post(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> ask(String path) {
    return client.sendAsync(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + web.address().getPort() + path);
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    hold.countDown();
    web.close();
    client.close();
  }
}
