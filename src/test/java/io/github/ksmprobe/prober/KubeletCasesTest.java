package io.github.ksmprobe.prober;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every recorded case of the kubelet's own prober: the same result, and the same bytes asked. */
class KubeletCasesTest {

  private static final VertxProber PROBER = new VertxProber();

  static Stream<KubeletCase> cases() throws IOException {
    String other = System.getProperty("kubelet.cases", "");
    try (InputStream in =
        other.isEmpty()
            ? KubeletCasesTest.class.getResourceAsStream("/kubelet-cases.json")
            : java.nio.file.Files.newInputStream(java.nio.file.Path.of(other))) {
      List<KubeletCase> cases = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        cases.add(KubeletCase.of(node));
      }
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_prober_agrees_with_the_kubelet(KubeletCase recorded) throws IOException {
    assertEquals(recorded.expected(), recorded.actual(PROBER));
  }

  @AfterAll
  static void close() {
    PROBER.close();
  }
}
