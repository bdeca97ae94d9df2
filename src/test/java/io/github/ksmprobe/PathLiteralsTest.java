package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which rooms write down paths of kube-state-metrics as texts of their own. All others ask the
 * contract; a sentence that names a path is no such text.
 */
class PathLiteralsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/ksmprobe");

  private static final Pattern LITERAL =
      Pattern.compile("\"/(?:livez|healthz|readyz|metrics|debug/pprof/?)\"");

  /** What charts render, and the page of this product's own metrics. */
  private static final Set<String> ROOMS = new TreeSet<>(List.of("charts", "contract", "pages"));

  @Test
  void paths_are_written_down_in_the_rooms_that_know_them_by_themselves() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        if (LITERAL.matcher(Files.readString(file)).find()) {
          found.add(SOURCES.relativize(file).getName(0).toString());
        }
      }
    }
    assertEquals(ROOMS, found);
  }
}
