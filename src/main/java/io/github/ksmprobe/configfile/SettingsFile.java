package io.github.ksmprobe.configfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.yaml.Limits;
import io.github.ksmprobe.yaml.Parsed;
import io.github.ksmprobe.yaml.Yaml;
import io.github.ksmprobe.yaml.YamlStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

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

  /** No settings nest deeper than three, and none repeat much. */
  private static final Limits LIMITS = new Limits(20, 10_000);

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
        throw wrong(name, "this is not a regular file");
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
    try {
      YamlStream documents =
          new YamlStream(new ByteArrayInputStream(text.getBytes(UTF_8)), Integer.MAX_VALUE, LIMITS);
      Section section = documents.next().map(this::section).orElseGet(() -> Section.none(name));
      if (documents.next().isPresent()) {
        throw wrong(documents.firstLine(), "a second document begins; settings are one document");
      }
      return section;
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory was not readable", impossible);
    }
  }

  private Section section(Parsed document) {
    return switch (document) {
      case Parsed.Tree(Yaml root) -> {
        refuseTags(root);
        if (root instanceof Yaml.Mapping mapping) {
          yield Section.of(name, List.of(), mapping);
        }
        throw wrong(root.line(), "settings are written as key: value, but this is something else");
      }
      case Parsed.Nothing _ -> Section.none(name);
      case Parsed.Template(int line, _) -> throw wrong(line, "this is a template; render it first");
      case Parsed.Broken(int line, _, String what) -> throw wrong(line, what);
    };
  }

  /** A tag would make an object of a text, or do nothing. */
  private void refuseTags(Yaml value) {
    if (!value.tag().isEmpty()) {
      throw wrong(
          value.line(), "no tag is accepted, but here is " + value.tag() + "; leave it out");
    }
    switch (value) {
      case Yaml.Scalar _ -> {}
      case Yaml.Sequence sequence -> sequence.items().forEach(this::refuseTags);
      case Yaml.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  entry -> {
                    refuseTags(entry.key());
                    refuseTags(entry.value());
                  });
    }
  }

  private InvalidSetting wrong(int line, String what) {
    return InvalidSetting.in(name, line, what);
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
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw wrong(name, "this is not text in UTF-8");
    }
  }

  private static InvalidSetting wrong(String name, String what) {
    return InvalidSetting.in(name, 0, what);
  }
}
