package io.github.ksmprobe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistypedTest {

  static Stream<String> commands() {
    return InProcess.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_names_an_unknown_flag_whatever_else_is_missing(String command) {
    assertRefused(command, "--hepl", "Unknown option: '--hepl'; did you mean \"--help\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--strcit", "--strcit=true"})
  void a_flag_without_the_file_that_it_stands_before_is_named(String flag) {
    assertRefused("check", flag, "Unknown option: '" + flag + "'; did you mean \"--strict\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsno", "jsonPatch", "JSON"})
  void an_unknown_output_is_offered_the_words_that_the_help_prints(String word) {
    assertRefused(
        "check",
        "--output=" + word,
        "Invalid value for option '--output': expected one of [text, json, github, sarif,"
            + " patch, json-patch, values] but was '"
            + word
            + "'");
  }

  private static void assertRefused(String command, String flag, String sentence) {
    Ran ran = InProcess.run(command, flag);
    assertEquals(
        sentence + "\nTry: ksm-probe-exporter " + command + " --help\n", ran.err(), ran.out());
    assertEquals(2, ran.exitCode());
  }
}
