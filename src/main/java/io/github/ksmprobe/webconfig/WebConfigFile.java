package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.log.LogKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web config file in effect.
 *
 * <p>It and the files it names are looked at again when a connection or a request comes, every two
 * seconds at most, so nothing runs while nobody asks. A changed state takes the place of the old
 * one if it can be used as a whole; otherwise the old one stays in effect and the log says why,
 * once for each change.
 */
public final class WebConfigFile implements AutoCloseable {

  /** So old may be what is in effect. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(WebConfigFile.class);

  private final Path file;
  private final long patienceNanos;
  private final Passwords passwords;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long lookedAt = System.nanoTime();
  private volatile State state;
  private Reading reading;

  private record State(WebConfig config, Optional<Tls> tls) {}

  private WebConfigFile(Path file, Duration patience, Passwords passwords) {
    this.file = file;
    this.patienceNanos = patience.toNanos();
    this.passwords = passwords;
    this.reading = new Reading();
    this.state = load(file, reading);
  }

  /**
   * Reads it and what it names.
   *
   * @throws InvalidSetting in one sentence if it cannot be used
   */
  public static WebConfigFile open(Path file) {
    return open(file, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how old what is in effect may be; zero looks at the files each time
   */
  public static WebConfigFile open(Path file, Duration patience) {
    return new WebConfigFile(file, patience, new Passwords());
  }

  /**
   * Reads it and what it names, and lets go of it again.
   *
   * @throws InvalidSetting in one sentence if it cannot be used
   */
  public static void check(Path file) {
    load(file, new Reading());
  }

  /** For a server that speaks TLS, each connection by the state of its moment; empty for HTTP. */
  public Optional<SSLContext> tls() {
    return current().tls().map(_ -> CurrentTls.of(() -> current().tls().orElseThrow()));
  }

  /** What to send with every answer now. */
  public Map<String, String> headers() {
    return current().config().headers();
  }

  /**
   * Whether a request may come in now; computed elsewhere where a password must be compared.
   *
   * @param authorization the request's header
   */
  public CompletableFuture<Admission> admit(Optional<String> authorization) {
    return passwords.check(current().config().users(), authorization);
  }

  private static State load(Path file, Reading reading) {
    WebConfig config = WebConfigReader.read(file, reading);
    return new State(config, config.tls().map(tls -> Tls.read(tls, reading)));
  }

  private State current() {
    if (System.nanoTime() - lookedAt >= patienceNanos && looking.tryLock()) {
      try {
        look();
        lookedAt = System.nanoTime();
      } finally {
        looking.unlock();
      }
    }
    return state;
  }

  private void look() {
    if (!reading.isOutdated()) {
      return;
    }
    reading = new Reading();
    try {
      State changed = load(file, reading);
      if (changed.tls().isPresent() != state.tls().isPresent()) {
        throw new InvalidSetting(
            file
                + ": tls_server_config was "
                + (changed.tls().isPresent() ? "added" : "taken out")
                + ", which takes a restart");
      }
      state = changed;
      log.atInfo()
          .addKeyValue(LogKeys.FILE, file)
          .log("the web config file or its certificates changed");
    } catch (InvalidSetting wrong) {
      log.atError()
          .addKeyValue(LogKeys.FILE, file)
          .addKeyValue(LogKeys.ERROR, wrong.getMessage())
          .log("the changed web config cannot be used; the previous one stays in effect");
    }
  }

  @Override
  public void close() {
    passwords.close();
  }
}
