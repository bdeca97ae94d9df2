package io.github.ksmprobe.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.config.ReloadState;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReloadMetricsTest {

  @Test
  void a_failure_keeps_the_time_of_the_last_success() throws IOException {
    ReloadState good = new ReloadState(true, Instant.ofEpochMilli(1_500));
    AtomicReference<ReloadState> state = new AtomicReference<>(good);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new ReloadMetrics(() -> Objects.requireNonNull(state.get())));
    assertEquals(expected("1.0"), text(registry));
    state.set(good.failed());
    assertEquals(expected("0.0"), text(registry));
  }

  private static String expected(String successful) {
    return """
    # HELP ksm_probe_exporter_config_last_reload_success_timestamp_seconds When the configuration in effect was read.
    # TYPE ksm_probe_exporter_config_last_reload_success_timestamp_seconds gauge
    ksm_probe_exporter_config_last_reload_success_timestamp_seconds 1.5
    # HELP ksm_probe_exporter_config_last_reload_successful Whether the last configuration that was read is in effect; if not, the previous one is.
    # TYPE ksm_probe_exporter_config_last_reload_successful gauge
    ksm_probe_exporter_config_last_reload_successful %s
    """
        .formatted(successful);
  }

  private static String text(PrometheusRegistry registry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }
}
