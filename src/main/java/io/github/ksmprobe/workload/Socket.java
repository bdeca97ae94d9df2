package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.ProxyContract;

/**
 * A listening socket of a pod.
 *
 * @param container whose it is
 * @param role what answers there
 * @param address on which addresses
 * @param port 1 to 65535
 * @param scheme plain or TLS; meaningless for {@link Role.Other}
 */
public record Socket(String container, Role role, BindAddress address, int port, Scheme scheme) {

  public sealed interface Role {
    /**
     * kube-state-metrics itself, or the component that is judged in its place.
     *
     * @param listener which of the two
     */
    record Ksm(Listener listener) implements Role {}

    /**
     * A kube-rbac-proxy in front of something.
     *
     * @param contract what it does with a path
     * @param upstream where it forwards to
     */
    record Proxy(ProxyContract contract, ProxySettings.Upstream upstream) implements Role {}

    /** A kube-rbac-proxy's own health port: /healthz and nothing else. */
    record ProxyHealth() implements Role {}

    /** A declared port of a container that this program knows nothing about. */
    record Other() implements Role {}
  }
}
