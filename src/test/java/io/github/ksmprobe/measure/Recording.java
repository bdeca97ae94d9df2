package io.github.ksmprobe.measure;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release answered: a table with a line for each listener and path and a column for each
 * situation.
 *
 * @param version that was measured
 * @param answers by what was asked
 */
record Recording(KsmVersion version, Map<Asked, String> answers) {

  /** Where one file for each measured release lies. */
  static final Path FOLDER = Path.of("src/test/resources/measured");

  /** Stands where a release does not have the flag, or does not know what its file says. */
  static final String NO_SUCH_FLAG = "no-flag";

  /** What the model knows, and what it must not know. */
  static final List<String> PATHS =
      Stream.concat(
              Endpoint.ofKubeStateMetrics().stream().map(Endpoint::path),
              Stream.of("/livez/", "/livez?verbose", "/no-such-path"))
          .toList();

  /** A question. */
  record Asked(Situation situation, Listener listener, String path) {}

  Recording {
    answers = Map.copyOf(answers);
  }

  static Path file(KsmVersion version) {
    return FOLDER.resolve("kube-state-metrics-" + version.number() + ".txt");
  }

  /** All releases that were measured, oldest first. */
  static List<KsmVersion> measured() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .flatMap(file -> KsmVersion.findIn(file.getFileName().toString()).stream())
          .sorted()
          .toList();
    }
  }

  /** The file's text. */
  String text() {
    List<List<String>> rows = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("listener", "path"));
    Arrays.stream(Situation.values()).map(Situation::word).forEach(heads::add);
    rows.add(heads);
    for (Listener listener : Listener.values()) {
      for (String path : PATHS) {
        List<String> row = new ArrayList<>(List.of(listener.label(), path));
        for (Situation situation : Situation.values()) {
          row.add(answers.getOrDefault(new Asked(situation, listener, path), "not-asked"));
        }
        rows.add(row);
      }
    }
    return "# What kube-state-metrics "
        + version
        + " answered. Written by tools/measure; the words are those of AskedModel.\n"
        + aligned(rows);
  }

  private static String aligned(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int at = 0; at < widths.length; at++) {
        widths[at] = Math.max(widths[at], row.get(at).length());
      }
    }
    return rows.stream()
        .map(
            row -> {
              StringBuilder line = new StringBuilder();
              for (int at = 0; at < widths.length; at++) {
                line.append(row.get(at)).append(" ".repeat(widths[at] + 2 - row.get(at).length()));
              }
              return line.toString().stripTrailing() + "\n";
            })
        .collect(Collectors.joining());
  }
}
