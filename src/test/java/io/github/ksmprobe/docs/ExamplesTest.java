package io.github.ksmprobe.docs;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.IdleLauncher;
import io.github.ksmprobe.PrintedFormats;
import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.targets.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/**
 * What the pages tell to type is accepted: what asks nobody is run, of the rest the flags are
 * parsed.
 */
class ExamplesTest {

  private static final Pattern FENCE = Pattern.compile("(?ms)^```(?:yaml|console)?\\n(.*?)^```");

  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

  // The program by its name or as an image, up to a comment, a pipe, a quote or the line's end.
  private static final Pattern TYPED =
      Pattern.compile(
          "ksm-probe-exporter(?::[0-9.]+)? +((?:check|compat|contract|policy|scan|probe|run|demo)\\b[^|#&'>\\n]*)");

  private static final Manifests A_DEPLOYMENT =
      _ -> {
        String file = "/judgement/readyz_on_main_fails_from_2_14/in.yaml";
        try (InputStream in = requireNonNull(ExamplesTest.class.getResourceAsStream(file))) {
          return new Manifests.Loaded(ManifestReader.read("in.yaml", in).workloads(), 0, List.of());
        } catch (IOException broken) {
          throw new UncheckedIOException(broken);
        }
      };

  @TestFactory
  List<DynamicTest> every_command_on_a_page_is_accepted() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    List<Path> pages = pages();
    for (Path page : pages) {
      FENCE
          .matcher(Files.readString(page))
          .results()
          .flatMap(fence -> TYPED.matcher(fence.group(1)).results())
          .map(typed -> typed.group(1).strip())
          .forEach(
              typed -> tests.add(DynamicTest.dynamicTest(page + ": " + typed, () -> run(typed))));
    }
    assertTrue(tests.size() > 15, "commands that were found: " + tests.size());
    return tests;
  }

  @TestFactory
  List<DynamicTest> every_piece_of_yaml_on_a_page_is_yaml() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      YAML.matcher(Files.readString(page))
          .results()
          .map(fence -> fence.group(1))
          .forEach(
              yaml ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          page + ": " + yaml.lines().findFirst().orElse(""),
                          () ->
                              new Load(LoadSettings.builder().build())
                                  .loadAllFromString(yaml)
                                  .forEach(document -> assertNotNull(document)))));
    }
    assertTrue(tests.size() > 5, "pieces that were found: " + tests.size());
    return tests;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      // The reference of flags shows what the program prints.
      files
          .filter(path -> path.toString().endsWith(".md") && !path.endsWith("flags.md"))
          .forEach(pages::add);
    }
    return pages;
  }

  private static void run(String typed) {
    // pre-commit puts the files behind its entry.
    String whole = typed.equals("check") ? "check changed.yaml" : typed;
    String[] args = whole.replace("…", "file.yaml").split("\\s+");
    Formats formats = new PrintedFormats(Paint.NONE);
    CommandLine line =
        RootCommand.commandLine(
            new IdleLauncher(), (_, _) -> Map.of(), A_DEPLOYMENT, ComponentFiles::with, formats);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    if (List.of("scan", "probe", "run", "demo").contains(args[0])) {
      line.parseArgs(args);
      return;
    }
    int code = line.execute(args);
    assertTrue(code == 0 || code == 1, () -> code + ": " + err);
    assertFalse(out.toString().isBlank(), "prints something");
  }
}
