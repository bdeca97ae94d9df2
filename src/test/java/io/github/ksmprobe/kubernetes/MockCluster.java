package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.log.InternalErrors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The library's mock of an API server, which keeps what is created, and pods in it. */
final class MockCluster implements AutoCloseable {

  static final String KSM_IMAGE = "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1";

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(List.of()),
          false);
  private final NamespacedKubernetesClient admin;
  private final List<ClusterPods> open = new ArrayList<>();

  MockCluster() {
    server.init();
    admin = server.createClient();
  }

  /** Watches it, and is closed with it. */
  ClusterPods watched(Cluster cluster) {
    ClusterPods pods =
        new ClusterPods(
            () -> new ApiAccess(server.createClient().getConfiguration(), Optional.empty()),
            cluster,
            Contracts.KUBE_STATE_METRICS,
            Backoff.SHORTEST,
            ApiServer.Limits.DEFAULT,
            new InternalErrors());
    open.add(pods);
    pods.start();
    return pods;
  }

  void create(String name, String ip) {
    create(name, ip, KSM_IMAGE, "kube-state-metrics");
  }

  void create(String name, String ip, String image, String container) {
    String pod =
        ApiFixtures.pod(true, 0)
            .replace(ApiFixtures.POD, name)
            .replace("10.244.1.7", ip)
            .replace(
                "0f1c9f0e-6c7a-4b1e-9d57-6a1d2f9f1b11",
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
            .replace(KSM_IMAGE, image)
            .replace("\"name\": \"kube-state-metrics\"", "\"name\": \"" + container + "\"");
    GenericKubernetesResource parsed =
        admin.getKubernetesSerialization().unmarshal(pod, GenericKubernetesResource.class);
    var _ =
        admin
            .genericKubernetesResources("v1", "Pod")
            .inNamespace("monitoring")
            .resource(parsed)
            .create();
  }

  /** Changes a field of the status. */
  void status(String name, String key, String value) {
    edit(
        name,
        pod -> {
          Map<String, Object> status = new HashMap<>(pod.<Map<String, Object>>get("status"));
          status.put(key, value);
          pod.setAdditionalProperty("status", status);
          return pod;
        });
  }

  private void edit(String name, UnaryOperator<GenericKubernetesResource> how) {
    var _ =
        admin
            .genericKubernetesResources("v1", "Pod")
            .inNamespace("monitoring")
            .withName(name)
            .edit(how);
  }

  void delete(String name) {
    var _ =
        admin
            .genericKubernetesResources("v1", "Pod")
            .inNamespace("monitoring")
            .withName(name)
            .delete();
  }

  /** Is away from now on. */
  void destroy() {
    try {
      server.destroy();
    } catch (IllegalStateException slow) {
      // The mock allows its connections ten seconds to close; a busy machine may take longer.
    }
  }

  @Override
  public void close() {
    open.forEach(ClusterPods::close);
    admin.close();
    destroy();
  }
}
