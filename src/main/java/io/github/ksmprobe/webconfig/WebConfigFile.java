package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import io.github.ksmprobe.files.Reread;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.web.Guard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web config file in effect, as the guard of the pages.
 *
 * <p>It and the files it names are looked at again when a connection or a request comes, every two
 * seconds at most. A changed state takes the place of the old one if it can be used as a whole.
 */
public final class WebConfigFile implements Guard {

  /** So old may be what is in effect. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(WebConfigFile.class);

  private final Path file;
  private final Passwords passwords = new Passwords();
  private final boolean overTls;
  private final Reread<State> current;

  private record State(WebConfig config, Optional<Tls> tls) {}

  private WebConfigFile(Path file, Duration patience) {
    this.file = file;
    FilesRead files = new FilesRead();
    State first = load(file, files);
    this.overTls = first.tls().isPresent();
    this.current = new Reread<>(first, files, this::changed, patience, this::refused);
  }

  /**
   * The guard that the settings name, or none.
   *
   * @throws InvalidSetting in one sentence if the file, or one that it names, cannot be used
   */
  public static Guard of(CredentialFiles files) {
    return files.webConfig().<Guard>map(path -> open(Path.of(path), PATIENCE)).orElse(NONE);
  }

  /**
   * Reads it and what it names.
   *
   * @param patience how old what is in effect may be; zero looks at the files each time
   * @throws InvalidSetting in one sentence if it cannot be used
   */
  public static WebConfigFile open(Path file, Duration patience) {
    return new WebConfigFile(file, patience);
  }

  /**
   * Reads it and what it names, and lets go of it again.
   *
   * @throws InvalidSetting in one sentence if it cannot be used
   */
  public static void check(Path file) {
    load(file, new FilesRead());
  }

  @Override
  public Optional<SSLContext> tls() {
    return current.get().tls().map(_ -> CurrentTls.of(() -> current.get().tls().orElseThrow()));
  }

  @Override
  public Map<String, String> headers() {
    return current.get().config().headers();
  }

  @Override
  public CompletableFuture<Entry> admit(Optional<String> authorization) {
    return passwords.check(current.get().config().users(), authorization);
  }

  private static State load(Path file, FilesRead files) {
    WebConfig config = WebConfigReader.read(file, files);
    return new State(config, config.tls().map(tls -> Tls.read(tls, files)));
  }

  private State changed(FilesRead files) {
    State changed = load(file, files);
    if (changed.tls().isPresent() != overTls) {
      throw new InvalidSetting(
          "%s: tls_server_config was %s, which takes a restart"
              .formatted(file, overTls ? "taken out" : "added"));
    }
    log.atInfo()
        .addKeyValue(LogKeys.FILE, file)
        .log("the web config file or its certificates changed");
    return changed;
  }

  private void refused(InvalidSetting wrong) {
    log.atError()
        .addKeyValue(LogKeys.FILE, file)
        .addKeyValue(LogKeys.ERROR, wrong.getMessage())
        .log("the changed web config cannot be used; the previous one stays in effect");
  }

  @Override
  public void close() {
    passwords.close();
  }
}
