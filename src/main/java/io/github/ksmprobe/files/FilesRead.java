package io.github.ksmprobe.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that one value was read from, and whether any of them has changed since.
 *
 * <p>Contents are compared, not times: Kubernetes swaps symbolic links, and two writes may share a
 * second. The files are a few KiB each.
 */
public final class FilesRead {

  /** A chain of certificates has a few KiB; nobody means to hand over more than this. */
  public static final int MOST_BYTES = 1 << 20;

  private final Map<Path, String> stamps = new LinkedHashMap<>();

  /** The content, cut after one byte more than the most. */
  public byte[] read(Path path) throws IOException {
    try {
      byte[] content = content(path);
      stamps.put(path, stamp(content));
      return content;
    } catch (IOException broken) {
      stamps.put(path, stamp(broken));
      throw broken;
    }
  }

  /** Takes note of a file that is about to be read elsewhere. */
  public void note(Path path) {
    stamps.put(path, now(path));
  }

  /** Whether a file that was read, or could not be, is another one now, or none was read yet. */
  boolean areOutdated() {
    return stamps.isEmpty()
        || stamps.entrySet().stream().anyMatch(read -> !read.getValue().equals(now(read.getKey())));
  }

  private static String now(Path path) {
    try {
      return stamp(content(path));
    } catch (IOException broken) {
      return stamp(broken);
    }
  }

  private static byte[] content(Path path) throws IOException {
    // A pipe would be waited for, maybe forever, and is empty the second time.
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new IOException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES + 1);
    }
  }

  private static String stamp(IOException broken) {
    return "unreadable: " + broken;
  }

  private static String stamp(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
