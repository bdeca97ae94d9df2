package io.github.ksmprobe;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestRead;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One folder for each case: {@code in.yaml} is what a person would check, {@code out.txt} what he
 * reads. A bug report becomes a folder. {@code versions.txt}, where there is one, holds what stands
 * behind {@code --ksm-version}, one a line.
 */
class JudgementTest {

  private static final Path CASES = cases();
  private static final Path SOURCES = Path.of("src/test/resources/judgement");
  private static final String IN = "in.yaml";
  private static final String OUT = "out.txt";
  private static final String VERSIONS = "versions.txt";

  @TestFactory
  Stream<DynamicTest> each_folder_reads_as_written_down() throws IOException {
    return folders().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(String.valueOf(folder.getFileName()), () -> hold(folder)));
  }

  private static void hold(Path folder) throws IOException {
    String found = rendered(folder);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(SOURCES.resolve(folder.getFileName()).resolve(OUT), found);
      fail("rewritten: " + folder.getFileName());
    }
    assertEquals(
        Files.readString(folder.resolve(OUT)),
        found,
        () -> "if it reads better now, -Dgolden.update=true rewrites " + folder + "/" + OUT);
  }

  @Test
  void no_file_is_unused() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path folder : folders()) {
      String name = folder.getFileName() + "/";
      used.addAll(Set.of(name + IN, name + OUT));
      if (Files.exists(folder.resolve(VERSIONS))) {
        used.add(name + VERSIONS);
      }
    }
    try (Stream<Path> files = Files.walk(CASES)) {
      assertEquals(
          used,
          files
              .filter(Files::isRegularFile)
              .map(file -> CASES.relativize(file).toString().replace('\\', '/'))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private static String rendered(Path folder) throws IOException {
    List<KsmVersion> versions = versions(folder.resolve(VERSIONS));
    try (InputStream in = Files.newInputStream(folder.resolve(IN))) {
      ManifestRead read = ManifestReader.read(IN, in);
      assertEquals(List.of(), read.problems(), "what is judged must be readable");
      List<PodReport> reports =
          read.workloads().stream()
              .flatMap(workload -> KsmPod.of(workload).stream())
              .flatMap(pod -> reports(pod, versions))
              .toList();
      return new TextFormat(Paint.NONE).render(reports);
    }
  }

  private static Stream<PodReport> reports(KsmPod pod, List<KsmVersion> versions) {
    return versions.isEmpty()
        ? Stream.of(Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image())))
        : versions.stream().map(version -> Judge.predicted(pod, RunningVersion.given(version)));
  }

  private static List<KsmVersion> versions(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.equals(List.of("all"))
        ? Contracts.releases()
        : lines.stream().map(line -> KsmVersion.parse(line).orElseThrow()).toList();
  }

  private static Set<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(CASES)) {
      return entries.filter(Files::isDirectory).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Path cases() {
    try {
      return Path.of(requireNonNull(JudgementTest.class.getResource("/judgement")).toURI());
    } catch (URISyntaxException broken) {
      throw new IllegalStateException("the cases are missing", broken);
    }
  }
}
