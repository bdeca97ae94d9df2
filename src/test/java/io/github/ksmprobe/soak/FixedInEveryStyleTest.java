package io.github.ksmprobe.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.fixing.FixedFile;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.repair.Repairs;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests of many styles and shapes: a change is written, or nothing is. */
class FixedInEveryStyleTest {

  private static final int CASES = 200;

  @TempDir private Path folder;

  @Test
  void a_change_is_written_in_every_style_but_not_where_an_alias_would_change_more()
      throws IOException {
    int written = 0;
    List<String> refused = new ArrayList<>();
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      YamlStyle style = YamlStyle.of(random);
      PodTree trees = new PodTree(random);
      List<Map<String, Object>> objects = List.of(trees.workload("one"), trees.workload("two"));
      Path file = folder.resolve(seed + ".yaml");
      Files.writeString(file, style.write(objects, random));
      List<PodRepair> repairs = repairs(file);
      if (repairs.isEmpty()) {
        continue;
      }
      String before = Files.readString(file);
      if (FixedFile.write(file, repairs).isEmpty()) {
        written++;
        assertEquals(List.of(), repairs(file), "seed " + seed + " has nothing left");
        if (repairs.stream().allMatch(FixedInEveryStyleTest::isOfSingleValues)) {
          assertEquals(comments(before), comments(Files.readString(file)), "seed " + seed);
        }
      } else {
        assertEquals(before, Files.readString(file));
        if (!style.anchors()) {
          refused.add("seed " + seed + " in " + style);
        }
      }
    }
    assertEquals(List.of(), refused);
    assertTrue(written > 50, "written were " + written);
  }

  /** Whether no mapping or list goes, and what is said in it. */
  private static boolean isOfSingleValues(PodRepair repair) {
    return repair.changes().stream().allMatch(change -> change.field().size() == 3);
  }

  private static long comments(String text) {
    return text.lines().filter(line -> line.strip().startsWith("#")).count();
  }

  private static List<PodRepair> repairs(Path file) {
    return ManifestReader.read(file).workloads().stream()
        .flatMap(workload -> KsmPod.of(workload).stream())
        .map(pod -> Repairs.of(Judge.predicted(pod, List.of())))
        .filter(repair -> !repair.changes().isEmpty())
        .toList();
  }
}
