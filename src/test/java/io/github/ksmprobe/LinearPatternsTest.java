package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Text from pods, manifests, files and command lines meets regular expressions. Whoever writes that
 * text must not be able to keep one busy: the work may grow with the length and no faster, which is
 * counted here in characters looked at, for texts made of what the expression itself is made of.
 */
class LinearPatternsTest {

  private static final int LENGTH = 2_000;

  /**
   * The most that any of ours looks at a character; one that starts anew everywhere needs LENGTH.
   */
  private static final int LOOKS = 100;

  private static final Pattern LITERALS =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*");

  private static final Pattern CALL =
      Pattern.compile("(?:Pattern\\.compile|\\.(?:matches|replaceAll|replaceFirst|split))\\(\\s*");

  /** Reads what the operator mounts, and is as long as a certificate. */
  private static final Set<String> TRUSTED = Set.of("Pem.java");

  private static final Pattern SEARCH =
      Pattern.compile("\\.(?:find|results|lookingAt|replaceAll|replaceFirst|split)\\(");

  /**
   * An expression in the sources.
   *
   * @param whole whether texts are only ever compared with it as a whole
   */
  record Used(String file, String regex, boolean whole) {
    @Override
    public String toString() {
      return file + " " + regex;
    }
  }

  static Stream<Used> patterns() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream()
          .filter(file -> !TRUSTED.contains(file.getFileName().toString()))
          .flatMap(LinearPatternsTest::in);
    }
  }

  private static Stream<Used> in(Path file) {
    String source = read(file);
    return CALL.matcher(source)
        .results()
        .flatMap(
            call -> {
              Matcher literal = LITERALS.matcher(source).region(call.end(), source.length());
              if (!literal.lookingAt()) {
                return Stream.of();
              }
              String where = call.group().contains("compile") ? source : call.group();
              boolean whole = !SEARCH.matcher(where).find();
              String name = file.getFileName().toString();
              return Stream.of(new Used(name, text(literal.group()), whole));
            });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** What string literals with plus signs between them stand for. */
  private static String text(String literals) {
    return literals.replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", "").translateEscapes();
  }

  @Test
  void the_patterns_are_found() throws IOException {
    assertTrue(patterns().count() > 40, "too few are found to be all");
  }

  @Test
  void no_pattern_is_made_of_other_text() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> made =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> read(file).matches("(?s).*Pattern\\.compile\\((?!\\s*\").*"))
              .map(Path::toString)
              .toList();
      assertTrue(made.isEmpty(), "a pattern from elsewhere cannot be checked: " + made);
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void a_pattern_needs_no_more_than_linear_work(Used used) {
    for (int flags : List.of(0, Pattern.CASE_INSENSITIVE)) {
      Pattern pattern = Pattern.compile(used.regex(), flags);
      for (String start : starts(used.regex())) {
        for (String piece : pieces(used.regex())) {
          String text = start + piece.repeat(LENGTH / piece.length()) + "\u0001";
          Counted counted = new Counted(text);
          Matcher matcher = pattern.matcher(counted);
          boolean _ = matcher.matches();
          matcher.reset();
          while (!used.whole() && matcher.find()) {
            // as replaceAll and split do
          }
          assertTrue(
              counted.looks <= (long) LOOKS * text.length(),
              () -> used + " looks " + counted.looks + " times at " + start + piece + piece + "…");
        }
      }
    }
  }

  /** Nothing, or the words that stand in it, so that what comes after them is reached. */
  private static List<String> starts(String regex) {
    String words = regex.replaceAll("\\\\[a-zA-Z]|\\(\\?[^)]*\\)|[^-a-z_{=\" ]", "");
    return words.isEmpty() ? List.of("") : List.of("", words);
  }

  /**
   * One to three characters, of those that stand in the expression and some that are everywhere.
   */
  private static Set<String> pieces(String regex) {
    Set<String> characters = new TreeSet<>(List.of("a", "0", " ", "\n"));
    regex.chars().limit(40).forEach(c -> characters.add(Character.toString(c)));
    Set<String> pieces = new TreeSet<>(characters);
    for (String first : characters) {
      for (String second : characters) {
        pieces.add(first + second);
        pieces.add(first + second + "a");
      }
    }
    for (Matcher word = Pattern.compile("[-a-z_]{3,}").matcher(regex); word.find(); ) {
      pieces.add(word.group());
      pieces.add("\n" + word.group() + "{,");
      pieces.add("?" + word.group());
    }
    return pieces;
  }

  /** Text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
