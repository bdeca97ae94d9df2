package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects as an API server sends them. */
final class ApiFixtures {

  static final String NAMESPACE = "monitoring";
  static final String POD = "ksm-kube-state-metrics-6b8d5f7c9d-x7k2p";
  static final String REPLICA_SET = "ksm-kube-state-metrics-6b8d5f7c9d";
  static final String DEPLOYMENT = "ksm-kube-state-metrics";

  private ApiFixtures() {}

  /** What a manifest file of that text declares. */
  static ManifestRead read(String text) {
    return ManifestReader.read(
        "pod", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The pod as GET returns it. */
  static String pod(boolean ready, int restarts) {
    return text("pod.json")
        .replace("\"ready\": true", "\"ready\": " + ready)
        .replace("\"restartCount\": 0", "\"restartCount\": " + restarts)
        .replaceAll("\\s*\n\\s*", "");
  }

  static String podList(String... pods) {
    return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5000\"},\"items\":["
        + String.join(",", pods)
        + "]}";
  }

  /** An owner with the pod's spec as its template. */
  static String owner(String kind, String name) {
    String pod = pod(true, 0);
    int spec = pod.indexOf("\"spec\":");
    int status = pod.indexOf(",\"status\":");
    return "{\"kind\":\""
        + kind
        + "\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\""
        + name
        + "\",\"namespace\":\"monitoring\"},\"spec\":{\"replicas\":1,\"template\":{\"metadata\":{\"labels\":{}},"
        + pod.substring(spec, status)
        + "}}}";
  }

  static String event(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
  }

  static final String GONE =
      event(
          "ERROR",
          "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410}");

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(ApiFixtures.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
