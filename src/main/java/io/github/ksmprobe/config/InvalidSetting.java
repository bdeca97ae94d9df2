package io.github.ksmprobe.config;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A setting that cannot be used; the message is one sentence for the person who set it.
 *
 * <p>It knows which settings it names. So the same refusal can be put for somebody who typed flags,
 * and for somebody who wrote keys into a file.
 */
public final class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Object> parts;
  private final transient Optional<String> file;

  /**
   * A setting as a sentence names it.
   *
   * @param key the long flag's name without its dashes
   * @param value that it has; empty where the sentence names the key alone
   */
  public record Named(String key, String value) {
    private String words() {
      return value.isEmpty() ? key : key + "=" + value;
    }
  }

  private InvalidSetting(String message, List<Object> parts, Optional<String> file) {
    super(message);
    this.parts = parts;
    this.file = file;
  }

  /** One that names no setting. */
  public InvalidSetting(String message) {
    this(message, List.of(message), Optional.empty());
  }

  /** The words and the settings of a sentence, in their order. */
  public static InvalidSetting of(Object... parts) {
    List<Object> all = List.of(parts);
    String message =
        all.stream()
            .map(part -> part instanceof Named named ? "--" + named.words() : part.toString())
            .collect(joining());
    return new InvalidSetting(message, all, Optional.empty());
  }

  /** Something wrong in a file, in one of its lines; 0 for the file as a whole. */
  public static InvalidSetting in(String file, int line, String what) {
    String message = file + (line > 0 ? ":" + line : "") + ": " + what;
    return new InvalidSetting(message, List.of(message), Optional.of(file));
  }

  /** A setting for {@link #of}. */
  public static Named key(String key) {
    return new Named(key, "");
  }

  /** A setting with its value, for {@link #of}. */
  public static Named key(String key, Object value) {
    return new Named(key, value.toString());
  }

  /** The file to be corrected; empty where the command is. */
  public Optional<String> file() {
    return file;
  }

  /**
   * The same for the one who wrote the file: begins with the place of the first setting that stands
   * in it, and calls those settings by their keys.
   *
   * @param places where the file has which key
   */
  InvalidSetting writtenAt(Map<String, Origin.File> places) {
    Optional<Origin.File> first =
        parts.stream()
            .flatMap(
                part ->
                    part instanceof Named named
                        ? Stream.ofNullable(places.get(named.key()))
                        : Stream.empty())
            .findFirst();
    return first
        .map(
            place ->
                in(
                    place.name(),
                    place.line(),
                    parts.stream().map(part -> words(part, places, place)).collect(joining())))
        .orElse(this);
  }

  private static String words(Object part, Map<String, Origin.File> places, Origin.File first) {
    if (!(part instanceof Named named)) {
      return part.toString();
    }
    Origin.File place = places.get(named.key());
    if (place == null) {
      return "--" + named.words();
    }
    return named.words() + (place.equals(first) ? "" : " (line " + place.line() + ")");
  }
}
