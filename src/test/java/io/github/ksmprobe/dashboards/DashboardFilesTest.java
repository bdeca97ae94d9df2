package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the dashboards and their page to the builder; {@code make docs} writes them anew. */
class DashboardFilesTest {

  private static final String HINT = " is not what the builder makes; run 'make docs'";

  static Stream<Board> boards() {
    return Stream.of(ProbesBoard.board(), UpgradeBoard.board());
  }

  @ParameterizedTest
  @MethodSource("boards")
  void a_dashboard_is_what_the_builder_makes(Board board) throws IOException {
    hold(Path.of("dashboards", board.uid() + ".json"), board.json());
  }

  @Test
  void the_page_says_of_each_panel_what_the_panel_says_of_itself() throws IOException {
    Path page = Path.of("docs/dashboards.md");
    String text = Files.readString(page);
    for (Board board : boards().toList()) {
      String begin = "<!-- " + board.uid() + ": written by make docs -->\n";
      int from = text.indexOf(begin) + begin.length();
      int to = text.indexOf("\n<!-- end -->", from);
      text =
          text.substring(0, from)
              + "| panel | question | what to do with the answer | not known, or empty |\n"
              + "|---|---|---|---|\n"
              + board.table().strip()
              + text.substring(to);
    }
    hold(page, text);
  }

  private static void hold(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("dashboards.update")) {
      Files.writeString(file, expected);
    }
    assertEquals(expected, Files.readString(file), file + HINT);
  }
}
