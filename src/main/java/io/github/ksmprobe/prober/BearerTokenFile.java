package io.github.ksmprobe.prober;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import io.github.ksmprobe.files.Reread;
import io.github.ksmprobe.log.LogKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token of a file, which is looked at each time, for tokens are rotated; in no message. */
public final class BearerTokenFile {

  private static final Logger log = LoggerFactory.getLogger(BearerTokenFile.class);
  private static final int MOST_BYTES = 1 << 16;

  private BearerTokenFile() {}

  /**
   * Reads it for the first time.
   *
   * @return the token of now
   * @throws InvalidSetting in one sentence if there is no token in it
   */
  public static Supplier<Optional<String>> open(String name) {
    try {
      Path file = Path.of(name);
      FilesRead files = new FilesRead();
      return new Reread<>(
          read(file, files), files, again -> read(file, again), Duration.ZERO, refused(file));
    } catch (InvalidPathException unusable) {
      throw wrong("this is not a path: " + unusable.getReason());
    }
  }

  private static Consumer<InvalidSetting> refused(Path file) {
    return wrong ->
        log.atWarn()
            .addKeyValue(LogKeys.FILE, file)
            .addKeyValue(LogKeys.ERROR, wrong.getMessage())
            .log("the token for kube-state-metrics cannot be read; the previous one stays in use");
  }

  private static Optional<String> read(Path file, FilesRead files) {
    try {
      return Optional.of(token(file, files.read(file)));
    } catch (NoSuchFileException none) {
      throw wrong("there is no file " + file);
    } catch (AccessDeniedException denied) {
      throw wrong(file + " may not be read; give this user the permission");
    } catch (IOException broken) {
      throw wrong(file + " cannot be read: " + broken.getMessage());
    }
  }

  private static String token(Path file, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1).strip();
    if (text.isEmpty()) {
      throw wrong(file + " is empty; it has to hold a token and nothing else");
    }
    if (content.length > MOST_BYTES || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw wrong(file + " holds no token, which is one word of printable ASCII");
    }
    return text;
  }

  private static InvalidSetting wrong(String what) {
    return InvalidSetting.of(InvalidSetting.key("ksm.bearer-token-file"), ": " + what);
  }
}
