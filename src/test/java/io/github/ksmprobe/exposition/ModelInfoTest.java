package io.github.ksmprobe.exposition;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contracts;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelInfoTest {

  /** An alert on old knowledge needs no round: time() less this. */
  @Test
  void how_old_the_knowledge_is_shows_before_the_first_round() {
    String text = UnservedExporter.text(Scraped.after(Cardinality.SIDECAR, List.of()).snapshots());
    String info =
        "ksm_probe_exporter_model_info{ksm_version=\"" + Contracts.newest().number() + "\"} 1\n";
    assertTrue(text.contains(info), text);
    double day = Contracts.knownUntil().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    assertTrue(text.contains("ksm_probe_exporter_model_timestamp_seconds " + day + "\n"), text);
  }
}
