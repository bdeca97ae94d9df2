package io.github.ksmprobe.fixing;

import io.github.ksmprobe.repair.PodRepair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;

/** Writes changes into a file: as a whole, or not at all. */
public final class FixedFile {

  private static final String MARK = "\ufeff";

  private FixedFile() {}

  /**
   * Writes them.
   *
   * @return why not, in one sentence; empty where it is done
   */
  public static Optional<String> write(Path file, List<PodRepair> repairs) {
    try {
      // A link stays a link.
      Path real = file.toRealPath();
      if (!Files.isWritable(real)) {
        throw new AccessDeniedException(real.toString());
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(real)))
              .toString();
      String mark = text.startsWith(MARK) ? MARK : "";
      Optional<String> fixed = FixedText.of(text.substring(mark.length()), repairs);
      if (fixed.isEmpty()) {
        return Optional.of(
            "This text cannot be changed without changing more, as where an anchor or << is used:"
                + " make the changes that -o patch prints by hand.");
      }
      replace(real, mark + fixed.get());
      return Optional.empty();
    } catch (CharacterCodingException _) {
      return Optional.of("This is not UTF-8 text: save it as UTF-8, then --fix can change it.");
    } catch (IOException _) {
      return Optional.of(
          "This file cannot be replaced: give this user the permission to write it and its folder.");
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path next =
        Files.createTempFile(
            Optional.ofNullable(file.getParent()).orElse(Path.of(".")), ".ksm-probe", ".tmp");
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null) {
        Files.setPosixFilePermissions(next, view.readAttributes().permissions());
      }
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
