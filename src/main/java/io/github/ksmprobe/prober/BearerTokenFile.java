package io.github.ksmprobe.prober;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.log.LogKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that is read again each time it is needed, since it is rotated. What cannot be read or
 * used later leaves the last good one in effect, and one line in the log. The token itself is in no
 * message.
 */
public final class BearerTokenFile implements Supplier<Optional<String>> {

  private static final Logger log = LoggerFactory.getLogger(BearerTokenFile.class);
  private static final int MOST_BYTES = 1 << 16;

  private final Path file;
  private String token;
  private String problem = "";

  private BearerTokenFile(Path file, String token) {
    this.file = file;
    this.token = token;
  }

  /**
   * Reads it for the first time.
   *
   * @throws InvalidSetting in one sentence if there is no token in it
   */
  public static BearerTokenFile open(String name) {
    try {
      Path file = Path.of(name);
      return new BearerTokenFile(file, read(file));
    } catch (InvalidPathException unusable) {
      throw wrong("this is not a path: " + unusable.getReason());
    }
  }

  /** The token of now, or the last one that could be read. */
  @Override
  public synchronized Optional<String> get() {
    try {
      token = read(file);
      problem = "";
    } catch (InvalidSetting wrong) {
      String said = String.valueOf(wrong.getMessage());
      if (!said.equals(problem)) {
        log.atWarn()
            .addKeyValue(LogKeys.FILE, file)
            .addKeyValue(LogKeys.ERROR, said)
            .log("the token for kube-state-metrics cannot be read; the previous one stays in use");
      }
      problem = said;
    }
    return Optional.of(token);
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return token(file, in.readNBytes(MOST_BYTES + 1));
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
