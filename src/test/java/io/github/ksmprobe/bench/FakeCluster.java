package io.github.ksmprobe.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API server with many pods, and the pods themselves, all on loopback addresses. */
final class FakeCluster implements AutoCloseable {

  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"ksm-NUMBER","namespace":"ns-NUMBER","uid":"uid-NUMBER","resourceVersion":"NUMBER","labels":{"app.kubernetes.io/name":"kube-state-metrics"}},
      "spec":{"containers":[{"name":"kube-state-metrics","image":"registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1","args":["--port=8080","--telemetry-port=8081"],
      "ports":[{"name":"http","containerPort":8080},{"name":"metrics","containerPort":8081}],
      "livenessProbe":{"httpGet":{"path":"/livez","port":"http","scheme":"HTTP"},"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3},
      "readinessProbe":{"httpGet":{"path":"/readyz","port":"metrics","scheme":"HTTP"},"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3}}]},
      "status":{"phase":"Running","podIP":"ADDRESS","containerStatuses":[{"name":"kube-state-metrics","ready":true,"restartCount":0}]}}""";

  private final int size;
  private final List<SimulatedPod> pods = new ArrayList<>();
  private final HttpServer api;
  private final CountDownLatch closing = new CountDownLatch(1);

  private FakeCluster(int size, HttpServer api) {
    this.size = size;
    this.api = api;
  }

  static FakeCluster start(int size) throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    FakeCluster cluster = new FakeCluster(size, api);
    for (int i = 0; i < size; i++) {
      Workload declared =
          ManifestReader.read(
                  "pod", new ByteArrayInputStream(json(i).getBytes(StandardCharsets.UTF_8)))
              .workloads()
              .getFirst();
      KsmPod pod = KsmPod.of(declared).orElseThrow();
      cluster.pods.add(
          SimulatedPod.start(
              pod, pod.ip(), RunningVersion.ofImage(pod.ksm().image()).match(), Conditions.NORMAL));
    }
    api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    api.createContext("/", cluster::answer);
    api.start();
    return cluster;
  }

  String url() {
    return "http://127.0.0.1:" + api.getAddress().getPort() + "/";
  }

  private static String json(int number) {
    return POD.replace("NUMBER", Integer.toString(number))
        .replace("ADDRESS", "127.1." + number / 250 + "." + (number % 250 + 1))
        .replace("\n", "");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        // As a proxy without web sockets: the client falls back to a plain watch.
        exchange.sendResponseHeaders(503, -1);
      } else if (query.contains("watch=true")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        closing.await();
      } else {
        byte[] list = list().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, list.length);
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(list);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private String list() {
    return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
        + IntStream.range(0, size).mapToObj(FakeCluster::json).collect(Collectors.joining(","))
        + "]}";
  }

  @Override
  public void close() {
    closing.countDown();
    api.stop(0);
    pods.forEach(SimulatedPod::close);
  }
}
