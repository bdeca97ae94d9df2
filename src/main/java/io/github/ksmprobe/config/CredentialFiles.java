package io.github.ksmprobe.config;

import java.util.Optional;

/**
 * Files that hold secrets, by path; what is in them is read where it is needed, again and again,
 * since secrets are rotated.
 *
 * @param webConfig the web config file: TLS and users of the exporter's own pages
 * @param bearerToken the token for kube-state-metrics' /metrics under {@code --auth-filter}
 */
public record CredentialFiles(Optional<String> webConfig, Optional<String> bearerToken) {

  /** Neither: plain HTTP for everybody, and no token is sent. */
  public static final CredentialFiles NONE =
      new CredentialFiles(Optional.empty(), Optional.empty());
}
