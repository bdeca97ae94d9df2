package io.github.ksmprobe.repair;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.alerts.YamlFile;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.fixing.FixedFile;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every certain change of every pod that the project has, applied in each of its forms, and checked
 * again.
 */
class AppliedRepairsTest {

  private static final Path FIXTURES = Path.of("src/test/resources");
  private static final Path DEMO = Path.of("src/main/resources/io/github/ksmprobe/demo/pods.yaml");

  /** What a probe may be left with that was worse before: it works, and somebody may want more. */
  private static final Set<Reason> GOOD =
      Set.of(Reason.OK, Reason.LANDING_PAGE, Reason.FOLLOWS_API_SERVER, Reason.PORT_OPEN);

  @TempDir private Path folder;

  private record Repaired(Workload workload, List<PodReport> reports, PodRepair repair) {}

  @TestFactory
  Stream<DynamicTest> a_certain_change_makes_its_probe_work() throws IOException {
    return files().stream()
        .filter(file -> !repaired(file).isEmpty())
        .map(file -> DynamicTest.dynamicTest(file.toString(), () -> apply(file)));
  }

  @Test
  void most_verdicts_that_ask_for_a_change_have_a_certain_one() throws IOException {
    List<Remedy> all =
        files().stream()
            .flatMap(file -> repaired(file).stream())
            .flatMap(one -> one.repair().remedies().stream())
            .toList();
    long certain = all.stream().filter(Remedy.Certain.class::isInstance).count();
    assertTrue(certain > 40, () -> "certain are " + certain + " of " + all.size());
  }

  private void apply(Path file) throws IOException {
    List<Repaired> all = repaired(file);
    Path copy = Files.copy(file, folder.resolve("changed.yaml"), REPLACE_EXISTING);
    assertEquals(
        Optional.empty(), FixedFile.write(copy, all.stream().map(Repaired::repair).toList()));
    List<Workload> changed = ManifestReader.read(copy).workloads();
    List<Map<String, Object>> objects = objects(file);
    for (Repaired one : all) {
      int number = one.workload().origin().number();
      changed.stream().filter(it -> it.origin().number() == number).forEach(it -> works(one, it));
      Map<String, Object> object = objects.get(number - 1);
      works(one, read(AppliedPatch.strategic(object, one.reports())));
      works(one, read(AppliedPatch.json(object, one.reports())));
    }
  }

  private static void works(Repaired one, Workload changed) {
    List<PodReport> now = reports(changed);
    for (Remedy remedy : one.repair().remedies()) {
      if (remedy instanceof Remedy.Certain) {
        List<Reason> reasons =
            now.stream()
                .flatMap(report -> report.verdicts().stream())
                .filter(remedy.verdict()::sameProbe)
                .map(Verdict::reason)
                .toList();
        assertTrue(GOOD.containsAll(reasons), () -> remedy + " leaves " + reasons);
      }
    }
  }

  private static List<Repaired> repaired(Path file) {
    List<Repaired> all = new ArrayList<>();
    for (Workload workload : ManifestReader.read(file).workloads()) {
      List<PodReport> reports = reports(workload);
      PodRepair repair = Repairs.of(reports);
      if (!repair.changes().isEmpty()) {
        all.add(new Repaired(workload, reports, repair));
      }
    }
    return all;
  }

  private static List<PodReport> reports(Workload workload) {
    return Judge.predicted(KsmPod.of(workload).orElseThrow(), List.<KsmVersion>of());
  }

  private static Workload read(Map<?, ?> object) {
    return ManifestReader.readTree("", object, Contracts.KUBE_STATE_METRICS).workloads().getFirst();
  }

  private static List<Map<String, Object>> objects(Path file) throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).build();
    for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
      if (document instanceof Map<?, ?> map) {
        List<Map<String, Object>> items = YamlFile.maps(map.get("items"));
        objects.addAll(items.isEmpty() ? List.of(YamlFile.map(map)) : items);
      }
    }
    return objects;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(DEMO));
    for (String folder : List.of("judgement", "manifests")) {
      try (Stream<Path> found = Files.walk(FIXTURES.resolve(folder))) {
        found.filter(file -> file.endsWith("in.yaml")).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
