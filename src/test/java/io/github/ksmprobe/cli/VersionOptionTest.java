package io.github.ksmprobe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.Contracts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionOptionTest {

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void the_second_line_says_how_old_the_knowledge_is(String flag) {
    List<String> lines = InProcess.run(flag).out().lines().toList();
    assertEquals(
        List.of(
            "ksm-probe-exporter (not packaged)",
            "knows kube-state-metrics up to "
                + Contracts.newest()
                + " and its chart up to "
                + Eras.newest()
                + ", as of "
                + Contracts.knownUntil()),
        lines);
  }
}
