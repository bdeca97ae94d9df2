package io.github.ksmprobe.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** New rows in the tables as they stand in the sources. */
class TableEditsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/ksmprobe");

  @Test
  void a_release_stands_after_the_one_before_it() throws IOException {
    String java = source("contract/Contracts.java");
    List<KsmVersion> fresh =
        Stream.of("2.19.2", "2.98.0", "2.99.0").map(TableEditsTest::ksm).toList();
    String words = TableEdits.releases(java, fresh).replaceAll("\\s+", " ");
    assertTrue(words.contains("\"2.19.1\", \"2.19.2\", \"2.20.0\""), words);
    assertTrue(words.contains(Contracts.newest().number() + "\", \"2.98.0\", \"2.99.0\")"), words);
  }

  @Test
  void the_day_is_the_one_that_was_looked_on() throws IOException {
    String java = source("contract/Contracts.java");
    String edited = TableEdits.day(java, LocalDate.of(2031, 2, 3));
    assertTrue(edited.contains("KNOWN_UNTIL = LocalDate.of(2031, 2, 3);"), edited);
  }

  @Test
  void the_newest_era_goes_on_and_takes_each_image_once() throws IOException {
    Era.Image image = Eras.all().getLast().images().getLast();
    String edited =
        TableEdits.eras(
            source("charts/Eras.java"),
            List.of(
                same("98.0.0", image.version().number()),
                same("98.1.0", "2.99.0"),
                same("98.1.1", "2.99.0")));
    String words = edited.replaceAll("\\s+", " ");
    assertTrue(words.contains("v(\"7.1.0\"), v(\"98.1.1\"), "), words);
    assertTrue(words.contains(image.version().number() + "\", \"98.1.0 2.99.0\")"), words);
  }

  @Test
  void an_umbrella_with_the_same_chart_lengthens_its_last_line() {
    assertEquals(
        table("88.5.0    99.0.0    8.4.0"),
        TableEdits.umbrella(
            table("88.5.0    88.5.3    8.4.0"), "some-stack", chart("99.0.0"), "8.4.0"));
  }

  @Test
  void an_umbrella_with_another_chart_gets_a_line() {
    assertEquals(
        table("88.5.0    88.5.3    8.4.0", "99.0.0    99.0.0    8.9.*"),
        TableEdits.umbrella(
            table("88.5.0    88.5.3    8.4.0"), "some-stack", chart("99.0.0"), "8.9.*"));
  }

  @Test
  void both_umbrellas_have_their_table_in_the_source() throws IOException {
    String java = source("charts/UmbrellaTable.java");
    for (String name : List.of("kube-prometheus-stack", "prometheus")) {
      String edited = TableEdits.umbrella(java, name, chart("199.0.0"), "9.0.0");
      assertEquals(java, edited.replace("\n      199.0.0   199.0.0   9.0.0", ""), name);
      assertEquals(
          name.equals("prometheus"),
          edited.indexOf("199.0.0") > edited.indexOf("String PROMETHEUS ="),
          name);
    }
  }

  @Test
  void a_source_that_is_no_table_is_refused() {
    assertEquals(
        "the table does not hold \"" + Contracts.newest().number() + "\"",
        assertThrows(
                IllegalArgumentException.class,
                () -> TableEdits.releases("class Other {}", List.of(ksm("2.99.0"))))
            .getMessage());
  }

  private static ChartFinding.Continues same(String release, String image) {
    return new ChartFinding.Continues(chart(release), ksm(image), Eras.newest());
  }

  private static ChartVersion chart(String version) {
    return ChartVersion.parse(version).orElseThrow();
  }

  private static KsmVersion ksm(String version) {
    return KsmVersion.parse(version).orElseThrow();
  }

  private static String table(String... lines) {
    return "  static final String SOME_STACK =\n      \"\"\"\n      "
        + String.join("\n      ", lines)
        + "\n      \"\"\";\n";
  }

  private static String source(String path) throws IOException {
    return Files.readString(SOURCES.resolve(path));
  }
}
