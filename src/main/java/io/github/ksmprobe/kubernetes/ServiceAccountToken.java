package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sends the ServiceAccount's token, read again for each request since the kubelet replaces the file
 * about every hour.
 *
 * <p>This takes the place of the library's own interceptor, which on a 401 would ask a second time
 * at once, against the promised pause between requests that fail. It is part of the client that
 * talks to the API server; what probes pods is another client and never sees the token.
 */
final class ServiceAccountToken implements Interceptor {

  /** The name under which the library registers the interceptor that this one replaces. */
  static final String REPLACED = "TOKEN";

  private final Path file;

  ServiceAccountToken(Path file) {
    this.file = file;
  }

  @Override
  public void before(BasicBuilder headers, HttpRequest request, RequestTags tags) {
    token().ifPresent(token -> headers.setHeader("Authorization", "Bearer " + token));
  }

  /** Empty where it cannot be read: the request goes without, and the answer says what is wrong. */
  private Optional<String> token() {
    try {
      return Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
