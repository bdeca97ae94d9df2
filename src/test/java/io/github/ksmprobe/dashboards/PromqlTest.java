package io.github.ksmprobe.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromqlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          ksm_probe_mismatch ; ksm_probe_mismatch{cluster=~"$cluster",target_namespace=~"$namespace",target_pod=~"$pod",job=~"$job",instance=~"$instance"}
          ksm_probe_round_interval_seconds ; ksm_probe_round_interval_seconds{cluster=~"$cluster",job=~"$job",instance=~"$instance"}
          up == 0 ; up{cluster=~"$cluster",job=~"$job",instance=~"$instance"} == 0
          ALERTS{severity!="info"} ; ALERTS{cluster=~"$cluster|",namespace=~"$namespace|",severity!="info"}
          """)
  void a_selector_follows_the_variables_that_its_metric_has_labels_for(
      String written, String whole) {
    assertEquals(whole, Promql.of(written));
  }

  @Test
  void a_subject_stands_for_all_that_tells_one_from_another() {
    assertEquals(
        "max by (cluster, target_namespace, target_pod, le) (x)",
        Promql.of("max by (POD, le) (x)"));
  }

  @Test
  void what_is_quoted_stays_as_it_is() {
    String written = "label_replace(x, \"reason\", \"up POD\", \"\", \"\")";

    assertEquals(written, Promql.of(written));
  }

  @Test
  void a_metric_that_the_exporter_does_not_have_is_refused() {
    assertEquals(
        "The exporter has no metric ksm_probe_mismatches",
        assertThrows(IllegalArgumentException.class, () -> Promql.of("sum(ksm_probe_mismatches)"))
            .getMessage());
  }

  @Test
  void a_line_of_panels_is_as_wide_as_the_page() {
    Board board = new Board("uid", "title", "");
    Note half = new Note("half", "");

    assertThrows(IllegalArgumentException.class, () -> board.line(4, java.util.List.of(12), half));
  }
}
