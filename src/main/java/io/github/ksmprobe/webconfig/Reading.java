package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the files that make up one state, and knows afterwards whether any of them has changed.
 *
 * <p>Contents are compared, not times: Kubernetes swaps symbolic links, and two writes may share a
 * second. The files are a few KiB each.
 */
final class Reading {

  /** A chain of certificates has a few KiB; nobody means to hand over more than this. */
  private static final int MOST_BYTES = 1 << 20;

  private final Map<Path, String> stamps = new LinkedHashMap<>();

  /**
   * Reads a file.
   *
   * @param place who names it, for the message
   * @throws InvalidSetting if it cannot be read, is empty or too large
   */
  byte[] read(String place, Path path) {
    try {
      byte[] content = content(path);
      stamps.put(path, stamp(content));
      if (content.length == 0) {
        throw new InvalidSetting(place + ": " + path + " is empty");
      }
      if (content.length > MOST_BYTES) {
        throw new InvalidSetting(place + ": " + path + " is larger than 1 MiB");
      }
      return content;
    } catch (IOException broken) {
      stamps.put(path, stamp(broken));
      throw new InvalidSetting(place + ": cannot read " + path + ": " + why(broken));
    }
  }

  /** Takes note of a file that is about to be read elsewhere. */
  void note(Path path) {
    stamps.put(path, now(path));
  }

  /** The bytes of PEM text, wherever it is. */
  byte[] read(PemSource source) {
    return switch (source) {
      case PemSource.InFile(String place, Path path) -> read(place, path);
      case PemSource.Inline(_, String text) -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** Whether a file that was read, or could not be, is another one now. */
  boolean isOutdated() {
    return stamps.entrySet().stream().anyMatch(read -> !read.getValue().equals(now(read.getKey())));
  }

  private static String now(Path path) {
    try {
      return stamp(content(path));
    } catch (IOException broken) {
      return stamp(broken);
    }
  }

  private static byte[] content(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  private static String stamp(IOException broken) {
    return "unreadable: " + why(broken);
  }

  private static String stamp(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static String why(IOException broken) {
    return switch (broken) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(broken.getMessage());
    };
  }
}
