package io.github.ksmprobe.e2e;

import static io.github.ksmprobe.e2e.Sandbox.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A look from outside, with each of the Roles of docs/rbac.md, through a real API server. */
@Scenario
final class ScanScenario {

  private static final String READINESS_ON_MAIN =
      """
      - op: replace
        path: /spec/template/spec/containers/0/readinessProbe/httpGet/port
        value: http-metrics
      """;

  private static final String ON_LOOPBACK =
      """
      - op: add
        path: /spec/template/spec/containers/0/args
        value: [--host=127.0.0.1, --port=8080, --telemetry-port=8081]
      - op: remove
        path: /spec/template/spec/containers/0/livenessProbe
      - op: replace
        path: /spec/template/spec/containers/0/readinessProbe/httpGet/port
        value: http-metrics
      - op: replace
        path: /spec/template/spec/containers/0/readinessProbe/httpGet/path
        value: /healthz
      """;

  @Test
  void each_right_shows_what_it_says_and_no_verdict_is_false() throws IOException {
    try (Sandbox wrong = running("scan-wrong", READINESS_ON_MAIN);
        Sandbox bound = running("scan-bound", ON_LOOPBACK);
        Sandbox looping = running("scan-looping", CrashLoopScenario.FLAG_THAT_IS_NONE)) {
      until(
          "the kubelet has told of the wrong probe",
          () -> wrong.event(wrong.pod("2.20.0"), "Unhealthy", "statuscode: 404"));
      until(
          "the looping one waits for its next start",
          () -> looping.event(looping.pod("2.20.0"), "BackOff", "restarting failed container"));
      List<Sandbox> all = List.of(wrong, bound, looping);

      String admin = Objects.requireNonNull(System.getenv("KUBECONFIG"));
      seen(all, admin, "seen by  port-forward, pods/proxy");
      seen(all, as(wrong, "forward", "get,create", "pods/portforward"), "seen by  port-forward\n");
      seen(all, as(wrong, "proxy", "get", "pods/proxy"), "seen by  pods/proxy\n");

      Ran predicted = scan(wrong, as(wrong, "read", "list", "events"));
      has(predicted, "seen by  nobody: this is what check predicts");
      has(predicted, "failure (404), wrong_port");
      Ran nothing = scan(wrong, withToken(wrong, "none"));
      assertEquals(2, nothing.exitCode());
      assertTrue(
          nothing.err().matches("(?s)the pods cannot be listed at https://[^ ]+: 403 .*"),
          nothing.err());
    }
  }

  private static Sandbox running(String name, String patch) {
    Sandbox sandbox = new Sandbox(name);
    Cluster.apply(
        sandbox.rendered(
            Cluster.HOME.resolve("standard-2.20.0"),
            "",
            """
            patches:
              - target: {kind: ClusterRoleBinding}
                options: {allowNameChange: true}
                patch: '[{"op": "replace", "path": "/metadata/name", "value": "%s"}]'
            """
                .formatted(sandbox.namespace),
            patch));
    return sandbox;
  }

  private static void seen(List<Sandbox> sandboxes, String kubeconfig, String by) {
    Ran wrong = scan(sandboxes.get(0), kubeconfig);
    has(wrong, by);
    has(
        wrong,
        "readiness  GET http://"
            + ip(sandboxes.get(0))
            + ":8080/readyz  failure (404), wrong_port");
    has(wrong, "event: \"HTTP probe failed with statuscode: 404\"");
    has(wrong, "kube-state-metrics v2.20.0 (by its landing page)");
    has(wrong, "liveness   GET http://" + ip(sandboxes.get(0)) + ":8080/livez  success (200), ok");
    has(scan(sandboxes.get(1), kubeconfig), "failure, loopback_only");
    Ran looping = scan(sandboxes.get(2), kubeconfig);
    has(looping, "failure, process_down");
    has(looping, "restarts: ");
    assertFalse(looping.out().contains("ERROR"), looping.out());
  }

  private static String ip(Sandbox sandbox) {
    return sandbox.pod("2.20.0").getStatus().getPodIP();
  }

  private static Ran scan(Sandbox sandbox, String kubeconfig) {
    return InProcess.run("scan", "--kubeconfig", kubeconfig, "-n", sandbox.namespace);
  }

  /** A kubeconfig with the right to list pods and one more. */
  private static String as(Sandbox home, String name, String verbs, String resource)
      throws IOException {
    grant(home, name, "read", "list", "pods,events");
    grant(home, name, "more", verbs, resource);
    return withToken(home, name);
  }

  private static void grant(
      Sandbox home, String account, String kind, String verbs, String resource) {
    String right = home.namespace + "-" + account + "-" + kind;
    Cluster.kubectl("create", "clusterrole", right, "--verb=" + verbs, "--resource=" + resource);
    Cluster.kubectl(
        "create",
        "clusterrolebinding",
        right,
        "--clusterrole=" + right,
        "--serviceaccount=" + home.namespace + ":" + account);
  }

  private static String withToken(Sandbox home, String name) throws IOException {
    Cluster.kubectl("--namespace=" + home.namespace, "create", "serviceaccount", name);
    String token =
        Cluster.kubectl("--namespace=" + home.namespace, "create", "token", name).strip();
    String admin = Files.readString(Path.of(Objects.requireNonNull(System.getenv("KUBECONFIG"))));
    Path folder = Files.createDirectories(Path.of("target", "e2e"));
    return Files.writeString(
            folder.resolve(name + ".conf"),
            admin.replaceFirst(
                "(?m)^users:.*$", "users: [{name: admin, user: {token: " + token + "}}]"))
        .toString();
  }

  private static void has(Ran ran, String text) {
    assertTrue(
        ran.out().replaceAll("\n {10,}", " ").contains(text),
        () -> text + "\nis not in\n" + ran.out() + ran.err());
  }
}
