package io.github.ksmprobe.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML as maps and lists, for tests that look into files. */
public final class YamlFile {

  private YamlFile() {}

  /** The only document of a file. */
  public static Map<String, Object> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The only document of a text. */
  public static Map<String, Object> parse(String text) {
    return map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  /** A value that must be a map. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  /** A value that is a list of maps, or nothing. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> maps(@Nullable Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  /** A value that must be there. */
  public static Object value(Map<String, Object> map, String key) {
    return Objects.requireNonNull(map.get(key), () -> key + " is missing in " + map);
  }

  /** A value that must be there, as text. */
  public static String text(Map<String, Object> map, String key) {
    return value(map, key).toString();
  }
}
