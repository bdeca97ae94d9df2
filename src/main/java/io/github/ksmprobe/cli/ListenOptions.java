package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.Detail;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the exporter's own pages are, who may see them, and how much the metrics tell. */
final class ListenOptions {

  @Option(
      names = "--web.listen-address",
      paramLabel = "ADDRESS",
      description = "Where metrics and findings are served; :10117 by default.",
      converter = Checked.Address.class)
  private String address = ListenAddress.DEFAULT.toString();

  @Option(
      names = "--web.config.file",
      paramLabel = "FILE",
      description =
          "TLS, users and headers of the exporter's own pages, in the format of Prometheus' exporters; plain HTTP without passwords by default.")
  private @Nullable String configFile;

  @Option(
      names = "--metrics.detail",
      paramLabel = "DETAIL",
      description =
          "How much the metrics tell: default, or full for debugging, with about five times as many samples; default by default.")
  private String detail = Detail.DEFAULT.label();

  Optional<String> configFile() {
    return Optional.ofNullable(configFile);
  }

  /**
   * What the flag says.
   *
   * @throws InvalidSetting if there is no such detail
   */
  Detail detail() {
    return Detail.parse("metrics.detail", detail);
  }

  ListenAddress address() {
    return ListenAddress.parse(address);
  }
}
