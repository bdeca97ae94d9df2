package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.InvalidSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of settings as it was at one moment: read at once and whole, so that what is validated is
 * what is used, whatever becomes of the file meanwhile.
 *
 * @param name as the person gave it; begins every sentence about the file
 * @param text what stands in it
 */
public record SettingsFile(String name, String text) {

  /** A ConfigMap holds no more. */
  static final int MOST_BYTES = 1 << 20;

  /**
   * Reads the file; symbolic links are followed.
   *
   * @throws InvalidSetting if there is none, or if it cannot be read, is no text or is too large
   */
  public static SettingsFile read(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isDirectory(file)) {
        throw wrong(name, "this is a directory; name the file in it");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw wrong(name, "this is no plain file");
      }
      return new SettingsFile(name, text(name, file));
    } catch (NoSuchFileException _) {
      throw wrong(name, "there is no such file");
    } catch (AccessDeniedException _) {
      throw wrong(name, "this file may not be read; give this user the permission");
    } catch (IOException | InvalidPathException broken) {
      throw wrong(name, "this file cannot be read: " + broken.getMessage());
    }
  }

  /**
   * The settings in it; none where it is empty or has comments only.
   *
   * @throws InvalidSetting if it is no YAML, not one document, or no mapping of keys to values
   */
  public Section section() {
    return Composer.compose(this);
  }

  private static String text(String name, Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw wrong(name, "this file is larger than 1 MiB, which no configuration needs");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw wrong(name, "this is not text in UTF-8");
    }
  }

  private static InvalidSetting wrong(String name, String what) {
    return new InvalidSetting(name + ": " + what);
  }
}
