package io.github.ksmprobe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.ksmprobe.IdleLauncher;
import io.github.ksmprobe.PrintedFormats;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.targets.Manifests.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code compat/} is a case: {@code in-arguments.txt}, one a line, and what comes
 * out of it. With {@code -Dgolden.update=true} the outputs are written anew, to be read in a diff.
 */
class CompatCommandTest {

  private static final Path CASES = Path.of("src/test/resources/io/github/ksmprobe/cli/compat");
  private static final String ARGUMENTS = "in-arguments.txt";

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compat_answers_as_written_down(String name) throws IOException {
    Path folder = CASES.resolve(name);
    Map<String, String> found = run(Files.readAllLines(folder.resolve(ARGUMENTS)));
    if (Boolean.getBoolean("golden.update")) {
      for (Map.Entry<String, String> output : found.entrySet()) {
        Files.writeString(folder.resolve(output.getKey()), output.getValue());
      }
      fail("rewritten: " + name);
    }
    for (Map.Entry<String, String> output : found.entrySet()) {
      assertEquals(
          Files.readString(folder.resolve(output.getKey())),
          output.getValue(),
          name + "/" + output.getKey());
    }
  }

  @Test
  void no_file_of_a_case_is_unused() throws IOException {
    for (String name : cases()) {
      try (Stream<Path> files = Files.list(CASES.resolve(name))) {
        assertEquals(
            List.of(ARGUMENTS, "out-exit-code.txt", "out-stderr.txt", "out-stdout.txt"),
            files.map(file -> file.getFileName().toString()).sorted().toList(),
            name);
      }
    }
  }

  private static Map<String, String> run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        RootCommand.commandLine(
                new IdleLauncher(),
                (_, _) -> Map.of(),
                _ -> new Loaded(List.of(), 0, List.of()),
                _ -> List.of(),
                new PrintedFormats(Paint.NONE))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(Stream.concat(Stream.of("compat"), arguments.stream()).toArray(String[]::new));
    Map<String, String> found = new TreeMap<>();
    found.put("out-stdout.txt", out.toString());
    found.put("out-stderr.txt", err.toString());
    found.put("out-exit-code.txt", code + "\n");
    return found;
  }
}
