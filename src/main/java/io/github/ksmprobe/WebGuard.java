package io.github.ksmprobe;

import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.web.Guard;
import io.github.ksmprobe.webconfig.WebConfigFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/**
 * The web config file as the guard of the pages.
 *
 * @param file in effect
 */
record WebGuard(WebConfigFile file) implements Guard {

  /**
   * The guard that the settings name, or none.
   *
   * @throws io.github.ksmprobe.config.InvalidSetting if the file cannot be used
   */
  static Guard of(CredentialFiles files) {
    return files
        .webConfig()
        .<Guard>map(path -> new WebGuard(WebConfigFile.open(Path.of(path))))
        .orElse(Guard.NONE);
  }

  /**
   * Looks at the file that the settings name, and at those that it names.
   *
   * @throws io.github.ksmprobe.config.InvalidSetting if one cannot be used
   */
  static void check(CredentialFiles files) {
    files.webConfig().map(Path::of).ifPresent(WebConfigFile::check);
  }

  @Override
  public Optional<SSLContext> tls() {
    return file.tls();
  }

  @Override
  public Map<String, String> headers() {
    return file.headers();
  }

  @Override
  public CompletableFuture<Entry> admit(Optional<String> authorization) {
    return file.admit(authorization)
        .thenApply(
            admission ->
                switch (admission) {
                  case ADMITTED -> Entry.ADMITTED;
                  case REFUSED -> Entry.REFUSED;
                  case BUSY -> Entry.BUSY;
                });
  }

  @Override
  public void close() {
    file.close();
  }
}
