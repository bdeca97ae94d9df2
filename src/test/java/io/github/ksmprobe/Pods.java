package io.github.ksmprobe;

/** Pods as charts render them, cut to what matters here. */
public final class Pods {

  private Pods() {}

  /** Without a proxy: /livez on 8080, /readyz on that port. */
  public static String plain(String name, String version, String chart, String readinessPort) {
    return head(name, chart)
        + """
            - name: kube-state-metrics
              image: registry.k8s.io/kube-state-metrics/kube-state-metrics:%s
              args: [--port=8080]
              ports:
                - {name: http, containerPort: 8080}
                - {name: metrics, containerPort: 8081}
              livenessProbe: {httpGet: {path: /livez, port: 8080}, timeoutSeconds: 5}
              readinessProbe: {httpGet: {path: /readyz, port: %s}, timeoutSeconds: 5}
        """
            .formatted(version, readinessPort);
  }

  /**
   * Behind kube-rbac-proxy; the telemetry proxy is there where paths are ignored.
   *
   * @param ignored paths that need no token, empty for none
   */
  static String proxied(
      String name,
      String version,
      String chart,
      String liveness,
      String readiness,
      String ignored) {
    String ksm =
        """
            - name: kube-state-metrics
              image: registry.k8s.io/kube-state-metrics/kube-state-metrics:%s
              args: [--host=127.0.0.1, --port=9090, --telemetry-host=127.0.0.1, --telemetry-port=9091]
              livenessProbe: {httpGet: {path: /livez, port: %s, scheme: HTTPS}, timeoutSeconds: 5}
              readinessProbe: {httpGet: {path: /readyz, port: %s, scheme: HTTPS}, timeoutSeconds: 5}
        """
            .formatted(version, liveness, readiness);
    String http = proxy("http", 8080, 9090, ignored);
    String telemetry = ignored.isEmpty() ? "" : proxy("metrics", 8081, 9091, ignored);
    return head(name, chart) + ksm + http + telemetry;
  }

  private static String proxy(String port, int listen, int upstream, String ignored) {
    String ignore = ignored.isEmpty() ? "" : ", '--ignore-paths=" + ignored + "'";
    return """
            - name: kube-rbac-proxy-%1$s
              image: quay.io/brancz/kube-rbac-proxy:v0.18.2
              args: ['--secure-listen-address=:%2$d', '--upstream=http://127.0.0.1:%3$d/'%4$s]
              ports: [{name: %1$s, containerPort: %2$d}]
        """
        .formatted(port, listen, upstream, ignore);
  }

  private static String head(String name, String chart) {
    return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: monitoring
          labels:
            app.kubernetes.io/name: kube-state-metrics
            helm.sh/chart: kube-state-metrics-%s
        spec:
          containers:
        """
        .formatted(name, chart);
  }
}
