package io.github.ksmprobe.web;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** Who may see the pages, and over which TLS. */
public interface Guard extends AutoCloseable {

  /** Lets everybody in, over plain HTTP. */
  Guard NONE = _ -> CompletableFuture.completedFuture(Entry.ADMITTED);

  enum Entry {
    ADMITTED,
    /** It is asked for user and password: 401. */
    REFUSED,
    /** Too many are being judged; it may come again: 503. */
    BUSY
  }

  /** Whose engines are all set, each for its connection; asked once. Empty for plain HTTP. */
  default Optional<SSLContext> tls() {
    return Optional.empty();
  }

  /** Sent with every answer, in the place of the server's own of the same name. */
  default Map<String, String> headers() {
    return Map.of();
  }

  /**
   * Judges a request; must not block. What takes time completes later, on another thread.
   *
   * @param authorization that header
   */
  CompletableFuture<Entry> admit(Optional<String> authorization);

  /** Ends what judges; called when the server ends. */
  @Override
  default void close() {}
}
