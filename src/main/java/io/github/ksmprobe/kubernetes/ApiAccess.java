package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the API server is, and as whom to ask.
 *
 * @param config address and certificates
 * @param mount the ServiceAccount's files; empty outside a cluster, where a kubeconfig decides
 */
record ApiAccess(Config config, Optional<ServiceAccountFiles> mount) {

  /**
   * From the pod's environment and mounts, else from a kubeconfig. Asks no API server, but may take
   * as long as a kubeconfig's program for the token does.
   */
  static ApiAccess found() {
    return of(Config.autoConfigure(null));
  }

  static ApiAccess of(Config config) {
    return of(
        config,
        System.getenv(),
        new ServiceAccountFiles(
            requireNonNull(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH).getParent())));
  }

  /** A pod is one whether its ServiceAccount is mounted or not. */
  static ApiAccess of(Config config, Map<String, String> environment, ServiceAccountFiles files) {
    boolean elsewhere =
        !environment.getOrDefault("KUBERNETES_MASTER", "").isEmpty()
            || config.getOauthToken() != null;
    boolean cluster = !environment.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty();
    boolean inPod =
        config.getCurrentContext() == null
            && (Files.exists(files.token()) || (cluster && !elsewhere));
    // As kubectl and every Go client watch: of a web socket that ends, Vert.x loses what is unread.
    config.setOnlyHttpWatches(true);
    return new ApiAccess(config, inPod ? Optional.of(files) : Optional.empty());
  }

  /** What is missing to ask with, in words; empty where nothing is. */
  Optional<String> problem() {
    return mount.flatMap(ServiceAccountFiles::problem);
  }
}
