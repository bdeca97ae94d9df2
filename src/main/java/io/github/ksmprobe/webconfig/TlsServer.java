package io.github.ksmprobe.webconfig;

import java.util.List;
import java.util.Optional;

/**
 * {@code tls_server_config}.
 *
 * @param certificate the chain, the server's own certificate first
 * @param key of that certificate
 * @param clients what is asked of clients
 * @param versions that are spoken, the oldest first; never empty
 * @param cipherSuites allowed for TLS 1.2, best first; empty for the JDK's own choice. As in Go,
 *     those of TLS 1.3 cannot be chosen
 * @param serverOrder whether the server's order of suites decides, not the client's
 * @param groups for the key exchange, best first, in the JDK's names; empty for the JDK's own
 *     choice
 */
record TlsServer(
    PemSource certificate,
    PemSource key,
    Clients clients,
    List<TlsVersion> versions,
    List<String> cipherSuites,
    boolean serverOrder,
    List<String> groups) {

  TlsServer {
    versions = List.copyOf(versions);
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
  }

  /**
   * What is asked of clients.
   *
   * @param auth whether they show a certificate, and whether it is verified
   * @param authorities against which it is verified
   * @param allowedNames one of which must be a subject alternative name of it; empty allows all
   */
  record Clients(ClientAuth auth, Optional<PemSource> authorities, List<String> allowedNames) {
    Clients {
      allowedNames = List.copyOf(allowedNames);
    }
  }
}
