package io.github.ksmprobe.web;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** Who may see the pages, and over which TLS. */
public interface Guard extends AutoCloseable {

  /** Lets everybody in, over plain HTTP. */
  Guard NONE =
      new Guard() {
        @Override
        public Optional<SSLContext> tls() {
          return Optional.empty();
        }

        @Override
        public Map<String, String> headers() {
          return Map.of();
        }

        @Override
        public CompletableFuture<Entry> admit(Optional<String> authorization) {
          return CompletableFuture.completedFuture(Entry.ADMITTED);
        }

        @Override
        public void close() {}
      };

  /** What becomes of a request. */
  enum Entry {
    /** It is answered. */
    ADMITTED,
    /** It is asked for user and password: 401. */
    REFUSED,
    /** Too many are being judged; it may come again: 503. */
    BUSY
  }

  /** Whose engines are all set, each for its connection; asked once. Empty for plain HTTP. */
  Optional<SSLContext> tls();

  /** Sent with every answer, in the place of the server's own of the same name. */
  Map<String, String> headers();

  /**
   * Judges a request; must not block. What takes time completes later, on another thread.
   *
   * @param authorization that header
   */
  CompletableFuture<Entry> admit(Optional<String> authorization);

  /** Ends what judges; called when the server ends. */
  @Override
  void close();
}
