package io.github.ksmprobe.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.json.JsonText;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.ReadyCondition;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.web.AskedPods;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schemas and what is really written agree. */
class SchemaTest {

  private static final Path SCHEMAS = Path.of("docs/schema");
  private static final Path PODS = Path.of("src/test/resources/agreement");

  @Test
  void the_report_is_as_its_schema_says_for_every_fixture_and_version() throws IOException {
    List<PodReport> reports = new ArrayList<>();
    try (Stream<Path> files = Files.list(PODS)) {
      for (Path file : files.sorted().toList()) {
        KsmPod pod = KsmPod.of(ManifestReader.read(file).workloads().getFirst()).orElseThrow();
        Contracts.all()
            .forEach(row -> reports.add(Judge.predicted(pod, RunningVersion.given(row.since()))));
        reports.add(Judge.predicted(pod, RunningVersion.ofImage("registry.example/ksm:latest")));
      }
    }
    assertEquals(List.of(), errors("report", new JsonFormat().render(reports)));
    assertEquals(List.of(), errors("report", new JsonFormat().render(List.of())));
  }

  @Test
  void the_report_of_a_live_round_is_as_its_schema_says() throws IOException {
    KsmPod pod = AskedPods.pod("ns", "ksm", "v2.13.0");
    for (KubeletView view :
        List.of(notReady(), new KubeletView(WorkloadSource.POD_FILE, List.of()))) {
      Target target = new Target(pod, AskedPods.target(pod).vantage(), view);
      String json =
          new JsonFormat()
              .render(List.of(Judge.of(target, AskedPods.round(AskedPods.model(pod)).on(target))));
      assertEquals(List.of(), errors("report", json), json);
      assertTrue(json.contains("\"source\" : \"" + view.source().label()), json);
    }
  }

  @Test
  void every_file_of_a_component_is_as_its_schema_says_and_a_mistake_is_none() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("src/test/resources/strangers", "src/main/resources/components")) {
      try (Stream<Path> all = Files.list(Path.of(folder))) {
        all.filter(file -> file.toString().endsWith(".yaml")).forEach(files::add);
      }
    }
    for (Path file : files) {
      String text = Files.readString(file);
      assertEquals(List.of(), errors("component", json(text)), file.toString());
      assertNotEquals(List.of(), errors("component", json(text + "colour: red\n")));
    }
  }

  @Test
  void a_second_port_is_described_and_served_or_neither() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/strangers/manager.yaml"));
    String unserved = text.substring(0, text.indexOf("    telemetry:"));
    assertNotEquals(List.of(), errors("component", json(unserved)));
    String undescribed = text.replaceFirst("telemetry:\n.*\n.*\n", "");
    assertNotEquals(text, undescribed);
    assertNotEquals(List.of(), errors("component", json(undescribed)));
  }

  private static String json(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return JsonText.line(Objects.requireNonNull(read));
  }

  @Test
  void the_report_of_another_component_is_as_its_schema_says_and_names_it() throws IOException {
    Component node =
        ComponentFiles.bundled().stream()
            .map(ComponentFile::component)
            .filter(component -> component.name().equals("node_exporter"))
            .findFirst()
            .orElseThrow();
    Workload workload = AskedPods.pod("ns", "ksm", "v2.13.0").workload();
    Container container =
        new Container(
            "c", "node-exporter:v1.9.0", List.of(), List.of(), List.of(), List.of(), List.of());
    KsmPod pod =
        KsmPod.of(workload.withPod(new Pod(false, "", List.of(container))), List.of(node))
            .getFirst();
    String json =
        new JsonFormat().render(List.of(Judge.predicted(pod, RunningVersion.ofImage(pod))));
    assertEquals(List.of(), errors("report", json), json);
    assertTrue(json.contains("\"component\" : \"node_exporter\""), json);
    assertTrue(json.contains("\"version\" : \"v1.9.0\""), json);
  }

  @Test
  void what_cannot_be_read_is_part_of_the_report() throws IOException {
    KsmPod pod = AskedPods.pod("ns", "ksm", "v2.13.0");
    KsmPod odd = KsmPod.of(pod.workload().withProblems(List.of("An odd port."))).orElseThrow();
    String json =
        new JsonFormat()
            .render(List.of(Judge.predicted(odd, RunningVersion.ofImage(odd.ksm().image()))));
    assertEquals(List.of(), errors("report", json), json);
    assertTrue(json.contains("\"problems\" : [ \"An odd port.\" ]"), json);
  }

  @Test
  void the_history_is_as_its_schema_says() throws IOException {
    History history = new History();
    for (int i = 0; i < 40; i++) {
      KsmPod pod = AskedPods.pod("ns", "ksm", i % 2 == 0 ? "v2.13.0" : "v2.14.0");
      KubeletView view = i % 3 == 0 ? KubeletView.NONE : i % 3 == 1 ? ready() : notReady();
      Target target = new Target(pod, AskedPods.target(pod).vantage(), view);
      Report round =
          AskedPods.report(
              List.of(Judge.of(target, AskedPods.round(AskedPods.model(pod)).on(target))));
      history.accept(round);
      String json = HistoryFormat.render(history.of("ns/ksm").orElseThrow());
      assertEquals(List.of(), errors("history", json), json);
    }
  }

  @Test
  void the_schemas_refuse_what_is_written_otherwise() throws IOException {
    String report =
        new JsonFormat().render(List.of(AskedPods.found(AskedPods.pod("ns", "ksm", "v2.14.0"))));
    for (String[] change :
        new String[][] {
          {"\"severity\"", "\"weight\""},
          {"\"wrong_port\"", "7"},
          {"\"landing_page\"", "\"landingPage\""},
          {"\"v2.14.0\"", "\"2.14\""},
          {"\"reports\"", "\"pods\""},
        }) {
      assertNotEquals(report, report.replace(change[0], change[1]), change[0] + " is not in it");
      assertNotEquals(List.of(), errors("report", report.replace(change[0], change[1])), change[0]);
    }
  }

  private static KubeletView ready() {
    return new KubeletView(
        WorkloadSource.POD_GET, List.of(new ContainerState("kube-state-metrics", true, 3)));
  }

  private static KubeletView notReady() {
    return new KubeletView(
        WorkloadSource.POD_GET,
        List.of(new ContainerState("kube-state-metrics", false, 3)),
        Optional.of(new ReadyCondition(false, AskedPods.NOW)));
  }

  private static List<String> errors(String schema, String json) throws IOException {
    Schema read =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(SCHEMAS.resolve(schema + ".schema.json")), InputFormat.JSON);
    return read
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .limit(5)
        .toList();
  }
}
