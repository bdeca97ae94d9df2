package io.github.ksmprobe.kubernetes;

import static io.github.ksmprobe.Until.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Exposition;
import io.github.ksmprobe.exposition.Series;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.round.Rounds;
import io.github.ksmprobe.round.Spread;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.web.Guard;
import io.github.ksmprobe.web.Routes;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Informers, rounds over real sockets and metrics together, while 500 pods come, change and go. */
@Timeout(240)
class ClusterLifeTest {

  private static final int PODS = 500;
  private static final int ADDRESSES = 8;
  // With the fixture's ports: nobody else of these tests listens on this part of the loopback.
  private static final String NET = "127.88.0.";
  private static final String ELSEWHERE = "127.88.1.1";
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final MockCluster cluster = new MockCluster();
  private final LatestReport latest = new LatestReport();
  private final History history = new History();
  private final Exposition metrics =
      new Exposition(latest, Series.of(Cardinality.CLUSTER), "test", "", "");
  private final HttpClient client = HttpClient.newHttpClient();
  private URI scrape = URI.create("http://127.0.0.1/");

  @BeforeEach
  void start() throws IOException {
    open.add(cluster);
    open.add(client);
    for (int i = 1; i <= ADDRESSES; i++) {
      open.add(simulated(NET + i));
    }
    Cluster all = new Cluster(Cluster.DEFAULT_SELECTOR, List.of(), Shard.ALL, 128);
    ClusterPods pods = cluster.watched(all);
    ConcurrencyLimit limit = new ConcurrencyLimit(all.maxConcurrency());
    VertxProber prober = new VertxProber(limit.requestsAPod());
    open.add(prober);
    Round round = new Round(prober, Duration.ofSeconds(5), INTERVAL, 4);
    Rounds rounds =
        new Rounds(
            pods,
            round,
            Spread.even(limit),
            INTERVAL,
            List.of(metrics, history, latest),
            new InternalErrors());
    open.add(rounds);
    Routes.Route route = Routes.Route.of("/metrics", Site.metrics(metrics.handler(_ -> {})));
    WebServer web =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Routes(List.of(route)),
            Guard.NONE,
            _ -> {});
    open.add(web);
    scrape = URI.create("http://127.0.0.1:" + web.address().getPort() + "/metrics");
    rounds.start();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void nothing_is_left_of_pods_that_are_gone() {
    // What is opened once and kept, event loops and the like, is no leak.
    live(40);
    int threads = threads();
    long files = openFiles();

    live(PODS);

    assertEquals(0, series());
    until(() -> threads() <= threads, "threads stay: " + threads + " before");
    until(() -> openFiles() <= files, "connections stay: " + files + " open files before");
  }

  /** So many pods come, are asked, move to another address, and go. */
  private void live(int pods) {
    for (int i = 0; i < pods; i++) {
      cluster.create("ksm-" + i, NET + (i % ADDRESSES + 1));
    }
    until(() -> reported(true) == pods, "not every pod was reported");
    assertEquals(pods, count("ksm_probe_target_info{"));
    for (int i = 0; i < pods; i++) {
      // Nobody answers there.
      cluster.status("ksm-" + i, "podIP", ELSEWHERE);
    }
    until(() -> reported(false) == pods, "not every change was seen");
    until(() -> history.of("monitoring/ksm-0").orElseThrow().lastChange().isPresent(), "no change");
    for (int i = 0; i < pods; i++) {
      cluster.delete("ksm-" + i);
    }
    until(() -> latest.get().orElseThrow().pods().isEmpty(), "pods stay in the report");
    assertEquals(true, history.of("monitoring/ksm-0").isEmpty());
  }

  private long reported(boolean answering) {
    return latest.get().map(report -> report.pods()).orElse(List.of()).stream()
        .filter(pod -> answers(pod) == answering)
        .count();
  }

  private static boolean answers(PodReport pod) {
    return pod.endpoints().stream().anyMatch(state -> state.statusCode() != 0);
  }

  private int series() {
    return count("target_pod=\"");
  }

  private int count(String part) {
    try {
      String text =
          client.send(HttpRequest.newBuilder(scrape).build(), BodyHandlers.ofString()).body();
      return (int) text.lines().filter(line -> line.contains(part)).count();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("stopped", stopped);
    }
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long openFiles() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }

  private static SimulatedPod simulated(String ip) throws IOException {
    KsmPod declared =
        ApiFixtures.read(ApiFixtures.pod(true, 0).replace("10.244.1.7", ip)).workloads().stream()
            .map(workload -> KsmPod.of(workload.withPod(workload.pod().withIp(ip))))
            .findFirst()
            .orElseThrow()
            .orElseThrow();
    return SimulatedPod.start(
        declared, ip, RunningVersion.ofImage(declared.ksm().image()).match(), Conditions.NORMAL);
  }
}
