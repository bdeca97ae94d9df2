package io.github.ksmprobe.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A folder for each case: {@code in.yaml} as a person would give it, {@code out.txt} as it was
 * read. A bug report becomes a folder.
 */
class ManifestReaderTest {

  private static final Path CASES = Path.of("src/test/resources/manifests");
  private static final Set<String> FILES = Set.of("in.yaml", "out.txt");

  @TestFactory
  Stream<DynamicTest> a_manifest_reads_as_written_beside_it() throws IOException {
    return cases().stream().map(folder -> dynamicTest(name(folder), () -> check(folder)));
  }

  @Test
  void no_file_is_unused() throws IOException {
    for (Path folder : cases()) {
      Set<String> found = new TreeSet<>();
      for (Path file : list(folder)) {
        found.add(name(file));
      }
      assertEquals(new TreeSet<>(FILES), found, name(folder));
    }
  }

  private static void check(Path folder) throws IOException {
    byte[] in = Files.readAllBytes(folder.resolve("in.yaml"));

    ManifestRead read = ManifestReader.read("in.yaml", new ByteArrayInputStream(in));

    assertEquals(Files.readString(folder.resolve("out.txt"), UTF_8), Rendering.of(read));
  }

  private static List<Path> cases() throws IOException {
    return list(CASES);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
