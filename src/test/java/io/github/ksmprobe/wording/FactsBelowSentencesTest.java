package io.github.ksmprobe.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.diagnosis.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged is facts; sentences are made of them above, in one room. */
class FactsBelowSentencesTest {

  private static final Path ROOMS = Path.of("src/main/java/io/github/ksmprobe");

  /** The end of a sentence within a literal. */
  private static final Pattern SENTENCE = Pattern.compile("[a-z)%s]\\.( [^\"]*)?\"");

  @ParameterizedTest
  @ValueSource(
      strings = {"kubelet", "evidence", "prediction", "diagnosis", "podstatus", "judgement"})
  void a_room_below_the_wording_holds_no_sentence(String room) throws IOException {
    try (Stream<Path> files = Files.list(ROOMS.resolve(room))) {
      assertEquals(
          List.of(),
          files
              .flatMap(FactsBelowSentencesTest::lines)
              .filter(FactsBelowSentencesTest::says)
              .toList());
    }
  }

  @Test
  void a_verdict_has_no_text_but_names() {
    assertEquals(
        List.of("container"),
        Arrays.stream(Verdict.class.getRecordComponents())
            .filter(component -> component.getType() == String.class)
            .map(RecordComponent::getName)
            .toList());
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  // What a server answers is recognised by its own sentence.
  private static boolean says(String line) {
    String code = line.strip();
    return !code.startsWith("*")
        && !code.startsWith("/")
        && !code.contains("HTTP_TO_HTTPS =")
        && SENTENCE.matcher(code).find();
  }
}
