package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Manifests of kube-state-metrics as people write them, by chance, as maps, lists and scalars. */
final class PodTree {

  private static final List<String> VERSIONS =
      List.of("2.4.2", "2.9.2", "2.12.0", "2.13.0", "2.14.0", "2.16.0", "2.19.1", "3.0.0");
  private static final List<String> PATHS =
      List.of("/healthz", "/livez", "/readyz", "/", "/metrics", "/ready", "healthz", "/livez/");

  private final RandomGenerator random;

  PodTree(RandomGenerator random) {
    this.random = random;
  }

  /** One object of a kind that has pods. */
  Map<String, Object> workload(String name) {
    String kind =
        oneOf(random, "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob");
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", kind.equals("Pod") ? "v1" : "apps/v1");
    object.put("kind", kind);
    object.put("metadata", metadata(name));
    Map<String, Object> pod = podSpec();
    switch (kind) {
      case "Pod" -> {
        object.put("spec", pod);
        if (random.nextBoolean()) {
          object.put("status", map("podIP", "10.1.2." + random.nextInt(250)));
        }
      }
      case "CronJob" ->
          object.put("spec", map("jobTemplate", map("spec", map("template", map("spec", pod)))));
      default -> object.put("spec", map("replicas", 1, "template", map("spec", pod)));
    }
    return object;
  }

  /** An object that has nothing to do with it. */
  Map<String, Object> other() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "v1");
    object.put("kind", oneOf(random, "ConfigMap", "Service", "Secret", "ServiceAccount"));
    object.put("metadata", map("name", "other-" + random.nextInt(1000)));
    object.put("data", map("key", "a: b\nc: d\n"));
    return object;
  }

  private Map<String, Object> metadata(String name) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    if (random.nextBoolean()) {
      metadata.put("namespace", oneOf(random, "monitoring", "kube-system"));
    }
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "kube-state-metrics");
    if (random.nextInt(3) == 0) {
      labels.put(
          "helm.sh/chart",
          "kube-state-metrics-" + oneOf(random, "5.16.0", "5.27.0", "6.1.3", "7.8.1"));
    }
    metadata.put("labels", labels);
    return metadata;
  }

  private Map<String, Object> podSpec() {
    int main = oneOf(random, 8080, 8080, 9090, 18080);
    int telemetry = main + 1;
    List<Object> containers = new ArrayList<>();
    containers.add(ksm(main, telemetry));
    if (random.nextInt(4) == 0) {
      containers.add(proxy(main));
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    if (random.nextInt(8) == 0) {
      spec.put("hostNetwork", true);
    }
    spec.put("containers", containers);
    return spec;
  }

  private Map<String, Object> ksm(int main, int telemetry) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "kube-state-metrics");
    container.put(
        "image",
        "registry.k8s.io/kube-state-metrics/kube-state-metrics:v" + oneOf(random, VERSIONS));
    List<Object> args = new ArrayList<>(List.of("--port=" + main, "--telemetry-port=" + telemetry));
    if (random.nextInt(4) == 0) {
      args.add("--host=127.0.0.1");
    }
    if (random.nextInt(4) == 0) {
      args.add("--resources=deployments,pods");
    }
    container.put("args", args);
    container.put(
        "ports",
        List.of(
            map("name", "http", "containerPort", main),
            map("name", "metrics", "containerPort", telemetry)));
    for (String type : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (random.nextInt(4) > 0) {
        container.put(type, probe(main, telemetry));
      }
    }
    return container;
  }

  private Map<String, Object> probe(int main, int telemetry) {
    Map<String, Object> get = new LinkedHashMap<>();
    get.put("path", oneOf(random, PATHS));
    get.put("port", oneOf(random, List.<Object>of(main, telemetry, "http", "metrics", "web")));
    if (random.nextInt(5) == 0) {
      get.put("scheme", oneOf(random, "HTTP", "HTTPS"));
    }
    if (random.nextInt(8) == 0) {
      get.put("host", oneOf(random, "127.0.0.1", "ksm.example"));
    }
    Map<String, Object> probe = new LinkedHashMap<>();
    switch (random.nextInt(8)) {
      case 0 -> probe.put("tcpSocket", map("port", main));
      case 1 -> probe.put("exec", map("command", List.of("/bin/true")));
      default -> probe.put("httpGet", get);
    }
    probe.put("timeoutSeconds", 1 + random.nextInt(9));
    probe.put("periodSeconds", 10);
    return probe;
  }

  private static Map<String, Object> proxy(int upstream) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "kube-rbac-proxy");
    container.put("image", "quay.io/brancz/kube-rbac-proxy:v0.18.2");
    container.put(
        "args",
        List.of("--secure-listen-address=:8443", "--upstream=http://127.0.0.1:" + upstream + "/"));
    return container;
  }

  /** A map of these keys and values by turns, which can be changed. */
  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return map;
  }
}
