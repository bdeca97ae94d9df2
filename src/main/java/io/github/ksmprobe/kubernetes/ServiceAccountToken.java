package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import io.github.ksmprobe.files.Reread;
import io.github.ksmprobe.log.LogKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the ServiceAccount's token, whose file is looked at for each request since the kubelet
 * replaces it about every hour. Until it can be read requests go without, and the answer says what
 * is wrong.
 *
 * <p>This takes the place of the library's own interceptor, which on a 401 would ask a second time
 * at once, against the promised pause between requests that fail. It is part of the client that
 * talks to the API server; what probes pods is another client and never sees the token.
 */
final class ServiceAccountToken implements Interceptor {

  /** The name under which the library registers the interceptor that this one replaces. */
  static final String REPLACED = "TOKEN";

  private static final Logger log = LoggerFactory.getLogger(ServiceAccountToken.class);

  private final Reread<Optional<String>> token;

  ServiceAccountToken(Path file) {
    token =
        new Reread<>(
            Optional.empty(),
            new FilesRead(),
            files -> read(file, files),
            Duration.ZERO,
            wrong ->
                log.atWarn()
                    .addKeyValue(LogKeys.FILE, file)
                    .addKeyValue(LogKeys.ERROR, wrong.getMessage())
                    .log("the ServiceAccount's token cannot be read"));
    // Else the first of many requests reads it, and those beside it go without.
    Optional<String> _ = token.get();
  }

  @Override
  public void before(BasicBuilder headers, HttpRequest request, RequestTags tags) {
    token.get().ifPresent(word -> headers.setHeader("Authorization", "Bearer " + word));
  }

  private static Optional<String> read(Path file, FilesRead files) {
    try {
      String word = new String(files.read(file), StandardCharsets.ISO_8859_1).strip();
      if (word.isEmpty()) {
        throw new InvalidSetting("it is empty");
      }
      return Optional.of(word);
    } catch (IOException broken) {
      throw new InvalidSetting(String.valueOf(broken.getMessage()));
    }
  }
}
