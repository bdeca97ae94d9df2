package io.github.ksmprobe.policy;

import io.github.ksmprobe.diagnosis.Reason;
import java.util.Optional;

/** What keeps the API server from seeing an error that {@code check} sees: then it admits. */
public enum Limit {
  HIDDEN_FLAGS(
      "how kube-state-metrics listens is not shown in full: a variable in its arguments, `--config`,"
          + " `--tls-config`, a shell or another program that starts it"),
  NEIGHBOURS(
      "whether a port is closed, or open on loopback only, while another container stands beside it:"
          + " a kube-rbac-proxy may lead there"),
  OTHER_CONTAINERS("the probes of other containers, a kube-rbac-proxy's for example"),
  TAKEN_PORT("two that want to listen on one port"),
  NEWER_RELEASE("which paths a release serves that is newer than those known here"),
  OWN_ADDRESS("an address of its own in `--host` or `--telemetry-host`: it may be the pod's"),
  ODD_HOST("a host in a probe that fits into no URL"),
  ODD_REQUEST(
      "paths with escapes or with dots for segments, and what a header with credentials achieves"),
  COPIED_IMAGE(
      "what an exec probe finds in a copy of the image under another path, or in odd spelling");

  private final String words;

  Limit(String words) {
    this.words = words;
  }

  /** What is not seen. */
  public String words() {
    return words;
  }

  /** Why no policy refuses a probe for that reason; empty where one does. */
  public static Optional<String> unseen(Reason reason) {
    return switch (reason) {
      case WRONG_PORT,
          UNKNOWN_PATH,
          WRONG_SCHEME,
          PORT_NAME_UNRESOLVED,
          PORT_NOT_LISTENING,
          LOOPBACK_ONLY,
          WRONG_HOST,
          AUTH_REQUIRED,
          NOT_EXECUTABLE,
          NO_GRPC ->
          Optional.empty();
      case CATCH_ALL -> Optional.of("it passes, by accident: a warning in `check`");
      case PATH_NOT_ALLOWED -> Optional.of("the flags of a proxy decide, which are not read");
      case FOREIGN_RESPONDER -> Optional.of("only an answer shows it");
      case PROCESS_DOWN ->
          Optional.of("an error only where two want one port, which takes all flags of a pod");
      case OK,
          LANDING_PAGE,
          PORT_OPEN,
          METRICS_PATH,
          FOLLOWS_API_SERVER,
          REDIRECTED,
          REWRITTEN,
          UNSUPPORTED,
          NO_PROBE,
          DEPENDENCY_DOWN,
          DEPENDENCY_SLOW,
          UPSTREAM_DOWN,
          NOT_READY,
          TIMEOUT,
          CONNECTION_RESET,
          TLS_ERROR,
          BAD_RESPONSE,
          KUBELET_DISAGREES,
          UNKNOWN ->
          Optional.of("never an error of the declaration");
    };
  }
}
