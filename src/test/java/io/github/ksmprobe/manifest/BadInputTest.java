package io.github.ksmprobe.manifest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that no text file in a folder shows well: bytes, sizes, and files that are none. */
class BadInputTest {

  private static final String POD =
      "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: ksm, image: ksm}]}\n";

  @Test
  void an_empty_stream_is_nothing_to_judge() {
    assertEquals(
        "in: There is no Kubernetes object in it: give manifests as helm template or kubectl get -o"
            + " yaml print them.",
        problems(""));
  }

  @Test
  void a_missing_file_is_named(@TempDir Path folder) {
    Path missing = folder.resolve("missing.yaml");

    assertEquals(
        missing + ": There is no such file: check the name.",
        problems(ManifestReader.read(missing)));
  }

  @Test
  void a_directory_is_not_a_file(@TempDir Path folder) {
    assertEquals(
        folder + ": This is a directory: name the files in it.",
        problems(ManifestReader.read(folder)));
  }

  @Test
  void a_file_is_read_under_its_own_name(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("pods.yaml"), "---\n" + POD + "---\n" + POD, UTF_8);

    assertEquals(
        List.of(file.toString(), file + "#2"),
        ManifestReader.read(file).workloads().stream().map(workload -> workload.source()).toList());
  }

  @Test
  void what_came_before_a_broken_stream_is_kept() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }

          @Override
          public int read() throws IOException {
            throw new IOException("org.example.SomeException: gone");
          }
        };

    ManifestRead read =
        ManifestReader.read(
            "in", new SequenceInputStream(stream((POD + "---\n" + POD).getBytes(UTF_8)), broken));

    assertEquals(
        "in: Reading broke off after line 4: check the file, or the command that writes it.",
        problems(read));
    assertEquals(1, read.workloads().size());
  }

  @Test
  void binary_data_is_no_text() {
    byte[] gzip = {0x1f, (byte) 0x8b, 0x08, 0x00, 0x0a, 0x00, 0x0a};

    assertEquals("in:1:2: This is not valid UTF-8 text: save the file as UTF-8.", problems(gzip));
  }

  @Test
  void a_control_character_is_named() {
    assertEquals(
        "in:2:3: Here is the control character U+0007, as in no text file: remove it, or name"
            + " another file.",
        problems("a: b\nc:\u0007 d\n"));
  }

  @Test
  void invalid_utf_8_costs_its_own_document_only() {
    byte[] bytes = (POD + "---\nname: caf?\n---\n" + POD).getBytes(UTF_8);
    bytes[new String(bytes, UTF_8).indexOf('?')] = (byte) 0xe9;

    ManifestRead read = ManifestReader.read("in", stream(bytes));

    assertEquals("in:5:10: This is not valid UTF-8 text: save the file as UTF-8.", problems(read));
    assertEquals(2, read.workloads().size());
  }

  @Test
  void byte_order_marks_are_understood() {
    for (byte[] bytes :
        List.of(
            ('\ufeff' + POD).getBytes(UTF_8),
            ('\ufeff' + POD).getBytes(UTF_16LE),
            ('\ufeff' + POD).getBytes(UTF_16BE),
            ('\ufeff' + POD + '\ufeff' + "---\n" + POD).getBytes(UTF_8))) {
      ManifestRead read = ManifestReader.read("in", stream(bytes));

      assertEquals("", problems(read));
      assertTrue(read.workloads().size() >= 1);
    }
  }

  @Test
  void half_a_character_of_utf_16_is_no_text() {
    byte[] bytes = ('\ufeff' + POD).getBytes(UTF_16LE);

    assertEquals(
        "in:3:46: This is not valid UTF-16LE text: save the file as UTF-8.",
        problems(Arrays.copyOf(bytes, bytes.length - 1)));
  }

  @Test
  void an_alias_bomb_is_refused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i <= 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
    }

    assertEquals(
        "in:6:45: The aliases up to here repeat more than 1000000 values, as an alias bomb does: write"
            + " them out.",
        problems(bomb.toString()));
  }

  @Test
  void a_thousand_ordinary_aliases_are_fine() {
    String list =
        "apiVersion: v1\nkind: List\nx: &pod {apiVersion: v1, kind: Pod, spec: {containers: [{name:"
            + " ksm}]}}\nitems:\n"
            + "- *pod\n".repeat(1000);

    assertEquals(1000, ManifestReader.read("in", stream(list.getBytes(UTF_8))).workloads().size());
  }

  @Test
  void deep_nesting_is_refused_in_every_form() {
    String says = " This is nested more than 200 levels deep: check how the file was made.";

    assertEquals("in:1:202:" + says, problems("[".repeat(100_000)));
    assertEquals("in:1:802:" + says, problems("{a: ".repeat(100_000)));
    assertEquals("in:1:403:" + says, problems("- ".repeat(100_000)));
  }

  @Test
  void a_value_of_five_million_letters_is_refused() {
    assertEquals(
        "in:2:2: The text after this place is longer than 4 MiB, which no Kubernetes object may hold: remove it.",
        problems("a: b\nc: " + "d".repeat(5_000_000)));
  }

  @Test
  void a_value_of_one_million_letters_is_fine() {
    assertEquals("", problems(POD + "data: " + "d".repeat(1_000_000)));
  }

  @Test
  void what_the_engine_stumbles_over_is_not_yaml() {
    assertEquals(
        "in:1:1: The text after this place is not YAML: correct it.", problems("\"\\U99999999\""));
  }

  @Test
  void above_64_mib_only_whole_documents_before_the_limit_count() {
    byte[] comment = ("#" + "-".repeat((1 << 20) - 2) + "\n").getBytes(UTF_8);
    List<InputStream> parts =
        IntStream.range(0, 65).<InputStream>mapToObj(_ -> stream(comment)).toList();
    InputStream tail = new SequenceInputStream(Collections.enumeration(parts));

    ManifestRead read =
        ManifestReader.read(
            "in",
            new SequenceInputStream(stream((POD + "---\n" + POD + "---\n").getBytes(UTF_8)), tail));

    assertEquals(
        "in: This is larger than 64 MiB, and only whole documents before that were read: pass fewer"
            + " objects, those of one namespace for example.",
        problems(read));
    assertEquals(2, read.workloads().size());
  }

  @Test
  void the_hundred_and_first_problem_says_that_more_follow() {
    List<ManifestProblem> problems =
        ManifestReader.read("in", stream("---\nkind: X\n".repeat(300).getBytes(UTF_8))).problems();

    assertEquals(101, problems.size());
    assertEquals(
        "More problems follow, which are not listed: correct the first 100 and check again.",
        problems.getLast().message());
  }

  private static String problems(String text) {
    return problems(text.getBytes(UTF_8));
  }

  private static String problems(byte[] bytes) {
    return problems(ManifestReader.read("in", stream(bytes)));
  }

  private static String problems(ManifestRead read) {
    return String.join("\n", read.problems().stream().map(ManifestProblem::toString).toList());
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
