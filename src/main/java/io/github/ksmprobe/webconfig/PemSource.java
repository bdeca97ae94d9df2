package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where PEM text is: in a file of its own, or in the web config file itself. */
sealed interface PemSource {

  /** File, line and key that say so, for messages. */
  String place();

  /**
   * The bytes.
   *
   * @throws InvalidSetting if they cannot be read, or are none or too many
   */
  byte[] read(FilesRead files);

  /**
   * In a file.
   *
   * @param path resolved against the web config file's folder
   */
  record InFile(String place, Path path) implements PemSource {

    @Override
    public byte[] read(FilesRead files) {
      byte[] content;
      try {
        content = files.read(path);
      } catch (IOException broken) {
        throw new InvalidSetting(place + ": cannot read " + path + ": " + why(broken));
      }
      if (content.length == 0) {
        throw new InvalidSetting(place + ": " + path + " is empty");
      }
      if (content.length > FilesRead.MOST_BYTES) {
        throw new InvalidSetting(place + ": " + path + " is larger than 1 MiB");
      }
      return content;
    }

    private static String why(IOException broken) {
      return switch (broken) {
        case NoSuchFileException _ -> "there is no such file";
        case AccessDeniedException _ -> "permission denied";
        default -> String.valueOf(broken.getMessage());
      };
    }
  }

  record Inline(String place, String text) implements PemSource {

    @Override
    public byte[] read(FilesRead files) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text may be a private key. */
    @Override
    public String toString() {
      return place;
    }
  }
}
