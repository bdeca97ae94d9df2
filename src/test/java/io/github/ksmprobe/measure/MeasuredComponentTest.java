package io.github.ksmprobe.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the files of components to what real builds answered. */
class MeasuredComponentTest {

  private static final String IP = "10.0.0.7";

  @TestFactory
  Stream<DynamicTest> the_model_answers_as_the_build_did() {
    return ComponentFiles.bundled().stream()
        .flatMap(
            file ->
                file.measured().stream()
                    .map(
                        version ->
                            DynamicTest.dynamicTest(
                                file.component().name() + " " + version,
                                () ->
                                    assertEquals(
                                        Files.readString(
                                            ComponentAnswers.file(file.component(), version)),
                                        modelled(file.component(), version).text()))));
  }

  @Test
  void what_was_measured_stands_in_the_files_and_nothing_else_does() throws IOException {
    try (Stream<Path> files = Files.list(ComponentAnswers.FOLDER)) {
      assertEquals(
          ComponentFiles.bundled().stream()
              .flatMap(MeasuredComponentTest::recordings)
              .sorted()
              .toList(),
          files.sorted().toList());
    }
  }

  private static Stream<Path> recordings(ComponentFile file) {
    return file.measured().stream().map(one -> ComponentAnswers.file(file.component(), one));
  }

  private static ComponentAnswers modelled(Component component, KsmVersion version) {
    String image = component.images().iterator().next() + ":" + version;
    Container container =
        new Container("c", image, List.of(), List.of(), List.of(), List.of(), List.of());
    Pod pod = new Pod(false, IP, List.of(container));
    KsmPod judged =
        KsmPod.of(new Workload("test", "Pod", "", "p", Map.of(), pod), List.of(component))
            .getFirst();
    Prediction prediction = new Prediction(judged, component.of(version), Conditions.NORMAL);
    int port = judged.settings().main().port();
    Map<String, String> words = new TreeMap<>();
    for (String path : ComponentAnswers.paths(component)) {
      words.put(
          path,
          ComponentAnswers.word(
              component, prediction.answer(RequestBuilder.plain(Scheme.HTTP, IP, port, path))));
    }
    return new ComponentAnswers(component, version, words);
  }
}
