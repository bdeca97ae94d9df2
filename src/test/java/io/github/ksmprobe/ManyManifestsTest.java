package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.manifest.ManifestStream;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.workload.KsmPod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What many manifests cost: no more memory than one of them, and no work twice. */
@Timeout(600)
class ManyManifestsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: ksm}
      spec: {containers: [{name: ksm, image: "ksm:v2.13.0", livenessProbe: {httpGet: {path: /livez, port: 8080}}}]}
      ---
      """;

  @TempDir private Path folder;

  @Test
  void the_first_workload_is_handed_on_before_the_second_is_read() {
    AtomicBoolean handedOn = new AtomicBoolean();
    InputStream in =
        new InputStream() {
          private int piece;

          @Override
          public int read() {
            throw new AssertionError("byte by byte");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            assertTrue(piece == 0 || handedOn.get(), "reads on before it is asked to");
            piece++;
            byte[] bytes = POD.getBytes(StandardCharsets.UTF_8);
            return piece > 2
                ? -1
                : new ByteArrayInputStream(bytes).read(into, offset, bytes.length);
          }
        };
    ManifestStream stream = ManifestReader.open("in", in);
    assertTrue(stream.next().isPresent());
    handedOn.set(true);
    assertTrue(stream.next().isPresent());
    assertFalse(stream.next().isPresent());
  }

  @Test
  void json_leaves_report_by_report_and_is_the_same_text() {
    KsmPod pod = KsmPod.of(workload()).orElseThrow();
    List<PodReport> reports =
        Judge.predicted(
            pod,
            List.of(
                KsmVersion.parse("v2.13.0").orElseThrow(),
                KsmVersion.parse("v2.14.0").orElseThrow()));
    StringBuilder text = new StringBuilder();
    int after;
    try (ReportFormat.Writing writing = new JsonFormat().begin(text::append)) {
      writing.add(List.of(reports.getFirst()));
      after = text.length();
      writing.add(List.of(reports.getLast()));
    }
    assertTrue(text.substring(0, after).contains("\"v2.13.0\""), text.substring(0, after));
    assertEquals(new JsonFormat().render(reports), text.toString());
  }

  @Test
  void a_small_heap_is_enough_for_any_number_of_manifests() throws Exception {
    Path file = Files.writeString(folder.resolve("pods.yaml"), POD.repeat(300));
    ChildProgram ended =
        ChildProgram.run(
            folder,
            List.of("-Xmx24m", "-XX:+ExitOnOutOfMemoryError"),
            "check",
            "-o",
            "json",
            "--ksm-version=all",
            file.toString());
    assertEquals(0, ended.exitCode(), ended.err());
    assertTrue(ended.out().endsWith("} ]\n}\n"));
  }

  @Test
  void too_little_memory_is_one_sentence_and_2() throws Exception {
    Path file = Files.writeString(folder.resolve("pod.yaml"), "a: " + "[1],".repeat(2_000_000));
    ChildProgram ended = ChildProgram.run(folder, List.of("-Xmx20m"), "check", file.toString());
    assertEquals(2, ended.exitCode(), ended.err());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().startsWith("The memory is not enough for this input"), ended.err());
  }

  @Test
  void documents_of_nothing_are_not_parsed() {
    String nothing = "---\n# a comment\n\n---\n...\n".repeat(200_000);
    InputStream in = new ByteArrayInputStream((nothing + POD).getBytes(StandardCharsets.UTF_8));
    ManifestStream stream = ManifestReader.open("in", in);
    assertEquals("in", stream.next().orElseThrow().source());
  }

  private static io.github.ksmprobe.workload.Workload workload() {
    InputStream in = new ByteArrayInputStream(POD.getBytes(StandardCharsets.UTF_8));
    return ManifestReader.open("in", in).next().orElseThrow();
  }
}
