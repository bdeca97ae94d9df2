package io.github.ksmprobe.exposition;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Which build of this exporter runs. */
public final class BuildInfo {

  private BuildInfo() {}

  /** Registers {@code ksm_probe_exporter_build_info}. */
  public static void register(
      PrometheusRegistry registry, String version, String revision, String branch) {
    Info.builder()
        .name("ksm_probe_exporter_build_info")
        .help("The build of this exporter, and the Java that runs it.")
        .labelNames("version", "revision", "branch", "javaversion")
        .register(registry)
        .addLabelValues(version, revision, branch, Runtime.version().toString());
  }
}
