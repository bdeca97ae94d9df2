package io.github.ksmprobe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.log.LogKeys;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/logs.md to the keys and the sentences of the code. */
class LogsPageTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  // The calls that take a sentence: slf4j's, and those of classes that say more than one.
  private static final Pattern SENTENCE =
      Pattern.compile(
          "\\.log\\((?:log, Level\\.\\w+, )?\\s*\"([^\"]+)\""
              + "|\\b(?:write|say)\\([^\";]*Level\\.[^\";]*(?:\"[^\"]*\",\\s*)?\"([^\"]+)\"");

  // Where a sentence names what is watched, the page has it as it mostly is.
  private static final Pattern COMPONENT =
      Pattern.compile("\"\\s*\\+\\s*[\\w.()]*\\bcomponent(?:\\(\\))?\\.name\\(\\)\\s*\\+\\s*\"");

  private static final String MAIN = "src/main/java/io/github/ksmprobe";

  private static Set<String> rows(String heading) throws IOException {
    String page = Files.readString(Path.of("docs/logs.md"));
    String section = page.substring(page.indexOf("\n## " + heading + "\n") + 4);
    int end = section.indexOf("\n## ");
    return ROW.matcher(end < 0 ? section : section.substring(0, end))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void every_key_is_a_field_of_the_page_and_the_reverse()
      throws ReflectiveOperationException, IOException {
    List<String> keys = new ArrayList<>();
    for (Field field : LogKeys.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        keys.add((String) field.get(null));
      }
    }
    Set<String> unique = new TreeSet<>(keys);
    assertEquals(keys.size(), unique.size(), "two constants, one key: " + keys);
    assertEquals(unique, rows("Fields"));
  }

  @Test
  void every_sentence_of_the_code_is_a_message_of_the_page_and_the_reverse() throws IOException {
    Set<String> said = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of(MAIN))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String code = COMPONENT.matcher(Files.readString(file)).replaceAll("kube-state-metrics");
        Matcher calls = SENTENCE.matcher(code);
        calls.results().map(LogsPageTest::sentence).forEach(said::add);
      }
    }
    assertEquals(said, rows("Messages"));
  }

  private static String sentence(MatchResult call) {
    return call.group(1) == null ? call.group(2) : call.group(1);
  }

  @Test
  void keys_are_used_by_their_constants_only() throws IOException {
    List<String> literal = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(MAIN))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (Files.readString(file).contains("addKeyValue(\"")) {
          literal.add(file.toString());
        }
      }
    }
    assertEquals(List.of(), literal);
  }
}
