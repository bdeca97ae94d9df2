package io.github.ksmprobe.evidence;

import java.util.Optional;

/**
 * A way through the API server to a pod.
 *
 * @param kind which
 * @param closed why nothing of the pod was seen by it; empty where something was
 */
public record Way(Kind kind, Optional<String> closed) {

  /** The ways that there are. */
  public enum Kind {
    /** A tunnel that ends in the pod's own network: what it reaches is the pod's loopback. */
    PORT_FORWARD("port-forward", Via.LOOPBACK),
    /** The API server asks the pod's address itself, and hands on what it was answered. */
    PODS_PROXY("pods/proxy", Via.POD_IP);

    private final String label;
    private final Via via;

    Kind(String label, Via via) {
      this.label = label;
      this.via = via;
    }

    /** The word for it, kubectl's and RBAC's own. */
    public String label() {
      return label;
    }

    /** Which of the pod's addresses it leads to. */
    public Via via() {
      return via;
    }
  }

  public boolean isOpen() {
    return closed.isEmpty();
  }
}
