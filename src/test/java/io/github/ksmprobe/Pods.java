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
