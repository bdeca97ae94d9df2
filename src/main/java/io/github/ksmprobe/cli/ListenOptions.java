package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ListenAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the exporter's own pages are, and who may see them. */
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

  Optional<String> configFile() {
    return Optional.ofNullable(configFile);
  }

  ListenAddress address() {
    return ListenAddress.parse(address);
  }
}
