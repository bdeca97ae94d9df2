package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the API server is, and as whom to ask.
 *
 * @param config address and certificates
 * @param tokenFile the ServiceAccount's token; empty outside a cluster, where a kubeconfig decides
 */
record ApiAccess(Config config, Optional<Path> tokenFile) {

  ApiAccess {
    requireNonNull(config);
    requireNonNull(tokenFile);
  }

  /** From the pod's environment and mounts, else from a kubeconfig. Asks nobody. */
  static ApiAccess found() {
    Config config = Config.autoConfigure(null);
    Path mounted = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);
    boolean inPod = config.getCurrentContext() == null && Files.exists(mounted);
    return new ApiAccess(config, inPod ? Optional.of(mounted) : Optional.empty());
  }
}
