package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ListenAddress;
import picocli.CommandLine.Option;

/** Where the exporter's own pages are. */
final class ListenOptions {

  @Option(
      names = "--web.listen-address",
      paramLabel = "ADDRESS",
      description = "Where metrics and findings are served; :10117 by default.",
      converter = Checked.Address.class)
  private String address = ListenAddress.DEFAULT.toString();

  ListenAddress address() {
    return ListenAddress.parse(address);
  }
}
