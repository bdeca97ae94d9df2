package io.github.ksmprobe.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rounds of the program itself over an hour in which something happens, and what the alerts make of
 * them minute by minute: all that fires, from when to when, in which words. The files are written
 * anew with {@code -Dgolden.update=true}; then read the difference.
 */
class ReplayTest {

  private static final Path EXPECTED = Path.of("src/test/resources/replay");

  static Stream<Replay> replays() {
    return Replay.all();
  }

  @ParameterizedTest
  @MethodSource("replays")
  void fires_what_should_and_says_what_is(Replay replay, @TempDir Path folder) throws IOException {
    String fired = Fired.in(replay, folder);
    Path file = EXPECTED.resolve(replay.name() + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, fired);
    }
    assertEquals(Files.readString(file), fired);
  }

  @Test
  void no_file_is_unused() throws IOException {
    try (Stream<Path> files = Files.list(EXPECTED)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString().replace(".txt", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          replays().map(Replay::name).collect(Collectors.toCollection(TreeSet::new)), names);
    }
  }
}
