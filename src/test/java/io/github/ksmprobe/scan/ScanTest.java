package io.github.ksmprobe.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command over real sockets: web sockets of port-forward, pods/proxy, and refusals of both. */
class ScanTest {

  @TempDir private Path folder;
  private final ScannedCluster cluster = new ScannedCluster();

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void both_ways_give_the_verdicts_that_a_probe_from_the_node_would_get() throws IOException {
    cluster.with(pod("wrong", "v2.14.0", "/livez", "/readyz", ""));
    Ran ran = scan();
    has(ran, "kube-state-metrics v2.14.0 (by its landing page)");
    has(ran, "seen by  port-forward, pods/proxy");
    has(ran, "liveness   GET http://127.3.0.11:8080/livez  success (200), ok");
    has(ran, "readiness  GET http://127.3.0.11:8080/readyz  failure (404), wrong_port");
    has(ran, "kubelet  kube-state-metrics: not ready, restarts: 2, last ended");
    assertEquals(1, ran.exitCode(), ran.err());
    assertFalse((ran.out() + ran.err()).contains(ScannedCluster.TOKEN), ran.err());
    assertEquals(List.of(), ran.logged());
  }

  @Test
  void a_listener_on_loopback_is_refused_to_the_kubelet_and_seen_by_the_tunnel()
      throws IOException {
    cluster.with(pod("bound", "v2.14.0", "/livez", "/healthz", "\"--host=127.0.0.1\","));
    has(scan(), "failure, loopback_only");
    cluster.forbidding("/proxy/");
    Ran ran = scan();
    has(ran, "failure, loopback_only");
    has(ran, "not by   pods/proxy: 403 Forbidden: it takes a right on pods/proxy");
    has(ran, "v2.14.0 (by its landing page)");
  }

  @Test
  void one_way_alone_gives_the_same_verdicts_where_the_listener_is_open() throws IOException {
    cluster.with(pod("open", "v2.14.0", "/livez", "/readyz", ""));
    for (String closed : List.of("/proxy/", "/portforward")) {
      cluster.forbidding(closed);
      Ran ran = scan();
      has(ran, "success (200), ok");
      has(ran, "failure (404), wrong_port");
      has(ran, "403 Forbidden");
    }
  }

  @Test
  void another_component_is_found_by_its_label_and_judged_by_its_own_table() throws IOException {
    cluster.with(
        pod("statsd-0", "v0.28.0", "/health", "/-/ready", "")
            .replace("kube-state-metrics:v0.28.0", "statsd-exporter:v0.28.0")
            .replace("\"kube-state-metrics\"", "\"statsd\"")
            .replace("8080", "9102"));
    Ran ran = scan("--component=statsd_exporter");
    has(ran, "statsd_exporter v0.28.0 (by its landing page)");
    has(ran, "success (200), catch_all, breaks from v0.29.0");
    has(ran, "success (200), ok");
    assertTrue(
        cluster.asked.stream()
            .anyMatch(
                uri ->
                    uri.contains(
                        "app.kubernetes.io%2Fname+in+%28prometheus-statsd-exporter%2Cstatsd-exporter%29")),
        cluster.asked.toString());
    has(
        scan("--component=statsd_exporter", "--ksm-version=v0.29.0"),
        "failure (404), unknown_path");
    Ran none = scan("--component=node_exporter");
    assertTrue(none.err().startsWith("No node_exporter found."), none.err());
    assertEquals(List.of(), ran.logged());
  }

  @Test
  void without_any_way_the_declaration_is_judged_as_check_does() throws IOException {
    cluster
        .with(pod("hidden", "v2.14.0", "/livez", "/readyz", ""))
        .forbidding("/proxy/", "/portforward");
    Ran ran = scan();
    has(ran, "seen by  nobody: this is what check predicts");
    has(ran, "kube-state-metrics v2.14.0 (by its image)");
    has(ran, "failure (404), wrong_port");
    cluster.with(pod("fine", "v2.14.0", "/livez", "/healthz", ""));
    has(scan(), "That is not what is predicted of the readiness probe");
    assertEquals(1, ran.exitCode());
  }

  @Test
  void a_header_that_only_the_tunnel_carries_is_not_observable_without_it() throws IOException {
    cluster.with(
        pod("header", "v2.14.0", "/livez", "/healthz", "")
            .replace(
                "\"path\":\"/healthz\"",
                "\"httpHeaders\":[{\"name\":\"Authorization\",\"value\":\"Bearer x\"}],\"path\":\"/healthz\""));
    has(scan(), "readiness  GET http://127.3.0.11:8080/healthz  success (200), ok");
    cluster.forbidding("/portforward");
    Ran ran = scan();
    has(ran, "readiness  GET http://127.3.0.11:8080/healthz  not judged, unknown");
    has(ran, "What it gets cannot be seen through the API server");
  }

  @Test
  void a_crash_looping_pod_is_down_whatever_way_it_is_asked_by() throws IOException {
    cluster.with(
        pod("looping", "v2.14.0", "/livez", "/healthz", "")
            .replace("\"state\":{}", "\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}}"));
    for (String closed : List.of("nothing", "/proxy/", "/portforward")) {
      cluster.forbidding(closed);
      Ran ran = scan();
      has(ran, "waits (CrashLoopBackOff), last ended 2026-01-01T00:00:00Z with code 137");
      has(ran, "failure, process_down");
    }
  }

  @Test
  void an_event_stands_beside_its_verdict_and_a_contradiction_is_said() throws IOException {
    String event =
        """
        {"involvedObject":{"kind":"Pod","uid":"uid-told","fieldPath":"spec.containers{kube-state-metrics}"},
         "reason":"Unhealthy","message":"%s probe failed: HTTP probe failed with statuscode: %d","count":7,"lastTimestamp":"%s"}\
        """;
    cluster
        .with(pod("told", "v2.14.0", "/livez", "/readyz", ""))
        .telling(
            event.formatted("Readiness", 404, "2999-01-01T00:00:00Z")
                + ","
                + event.formatted("Liveness", 503, "2999-01-01T00:00:00Z"));
    Ran ran = scan();
    has(ran, "event: \"HTTP probe failed with statuscode: 404\", 7 times");
    has(ran, "event: \"HTTP probe failed with statuscode: 503\", 7 times");
    assertEquals(1, ran.out().split("The event contradicts the verdict", -1).length - 1, ran.out());
    cluster.forbidding("/events");
    has(scan(), "failure (404), wrong_port");
  }

  @Test
  void a_redirect_of_a_pod_never_takes_the_credentials_anywhere() throws IOException {
    cluster.with(pod("redirect", "v2.14.0", "/livez", "/debug/pprof", ""));
    has(scan(), "readiness  GET http://127.3.0.11:8080/debug/pprof  success (200)");
    cluster.forbidding("/portforward");
    has(scan(), "/debug/pprof  not judged, unknown");
  }

  @Test
  void a_pod_that_hangs_is_late_and_delays_no_other() throws IOException {
    cluster
        .with(pod("stopped", "v2.14.0", "/livez", "/healthz", ""))
        .with(pod("fine", "v2.14.0", "/livez", "/healthz", ""))
        .hanging("stopped");
    Ran ran = scan();
    has(ran, "readiness  GET http://127.3.0.11:8080/healthz  failure, timeout");
    has(ran, "readiness  GET http://127.3.0.12:8080/healthz  success (200), ok");
  }

  @Test
  void what_another_version_would_get_is_judged_without_asking_any_pod() throws IOException {
    cluster.with(pod("next", "v2.13.0", "/livez", "/readyz", ""));
    Ran ran = scan("--ksm-version=v2.13.0,v2.14.0");
    has(ran, "under 2 versions of kube-state-metrics");
    assertTrue(cluster.asked.stream().noneMatch(uri -> uri.contains("portforward")));
  }

  @Test
  void nothing_found_says_where_it_looked() throws IOException {
    Ran ran = scan();
    assertEquals(0, ran.exitCode());
    assertTrue(
        ran.err()
            .contains(
                "No kube-state-metrics found. Looked in namespace monitoring; -A looks in all."),
        ran.err());
  }

  @Test
  void an_api_server_that_is_not_there_is_named() throws IOException {
    String config = cluster.kubeconfig(folder);
    String there = cluster.url();
    cluster.close();
    refused(
        InProcess.run("scan", "--kubeconfig", config),
        "the pods cannot be listed at " + there + ": no connection");
  }

  @Test
  void mistakes_are_one_sentence_and_exit_with_2() throws IOException {
    cluster.forbidding("/pods");
    String there = cluster.url();
    refused(scan(), "the pods cannot be listed at " + there + ": 403 Forbidden");
    refused(scan("-o", "sarif"), "a running pod stands in no file");
    refused(scan("--context=nowhere"), "the kubeconfig has no context \"nowhere\"");
    refused(
        InProcess.run("scan", "--kubeconfig=/no/such"), "--kubeconfig: /no/such cannot be read");
    refused(InProcess.run("scan", "-A", "-n", "x"), "-A and -n contradict each other");
  }

  private Ran scan(String... more) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("scan", "--kubeconfig", cluster.kubeconfig(folder)));
    args.addAll(List.of(more));
    return InProcess.run(args.toArray(String[]::new));
  }

  private static void has(Ran ran, String text) {
    assertTrue(
        ran.out().replaceAll("\\n {10,}", " ").contains(text),
        () -> text + "\nis not in\n" + ran.out() + ran.err() + ran.logged());
  }

  private static void refused(Ran ran, String sentence) {
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains(sentence), ran.err());
    assertEquals(List.of(), ran.logged());
  }

  static String pod(String name, String version, String liveness, String readiness, String args) {
    return """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"%1$s","namespace":"monitoring","uid":"uid-%1$s"},
    "spec":{"containers":[{"name":"kube-state-metrics","image":"registry.k8s.io/kube-state-metrics/kube-state-metrics:%2$s",
    "args":[%5$s"--port=8080","--telemetry-port=8081"],
    "livenessProbe":{"httpGet":{"path":"%3$s","port":8080},"timeoutSeconds":5,"failureThreshold":5},
    "readinessProbe":{"httpGet":{"path":"%4$s","port":8080},"timeoutSeconds":5}}]},
    "status":{"phase":"Running","podIP":"POD_IP","containerStatuses":[{"name":"kube-state-metrics","ready":false,"restartCount":2,
    "state":{},"lastState":{"terminated":{"finishedAt":"2026-01-01T00:00:00Z","exitCode":137,"reason":"OOMKilled"}}}]}}"""
        .formatted(name, version, liveness, readiness, args);
  }
}
