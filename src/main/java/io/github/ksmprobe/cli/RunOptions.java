package io.github.ksmprobe.cli;

import static io.github.ksmprobe.config.InvalidSetting.key;

import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.config.Detail;
import io.github.ksmprobe.config.Durations;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.ProbedAddresses;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.contract.Component;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code run} and {@code probe}, spelled as the Prometheus toolkit spells them. */
final class RunOptions {

  @Option(
      names = "--main-url",
      paramLabel = "URL",
      description = "Address of the main listener, http://127.0.0.1:8080 for example.")
  private @Nullable String mainUrl;

  @Option(
      names = "--telemetry-url",
      paramLabel = "URL",
      description = "Address of the telemetry listener, http://127.0.0.1:8081 for example.")
  private @Nullable String telemetryUrl;

  @Option(
      names = "--pod-file",
      paramLabel = "FILE",
      description = "The pod as kubectl get pod -o yaml prints it, or any file that check accepts.")
  private @Nullable String podFile;

  @Option(
      names = "--pod-ip",
      paramLabel = "IP",
      description = "The pod's address; by default the file's status.podIP.")
  private String podIp = "";

  @Mixin private OneComponent one = new OneComponent();

  @Mixin private DiscoveryOptions discovery = new DiscoveryOptions();

  @Mixin private LogOptions log = new LogOptions();

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "From the start of a round to the start of the next; 15s by default.",
      converter = Checked.Length.class)
  private String interval = "15s";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description =
          "For each request except configured probes, which have their own; 5s by default.",
      converter = Checked.Length.class)
  private String timeout = "5s";

  @Option(
      names = "--ksm.bearer-token-file",
      paramLabel = "FILE",
      description =
          "A token for kube-state-metrics' /metrics under --auth-filter; sent there only, over"
              + " https or loopback, and read again before each round. None by default.")
  private @Nullable String bearerTokenFile;

  /**
   * The settings that these flags make.
   *
   * @param known where a component is looked up, should one be named
   * @throws InvalidSetting if they cannot be used
   */
  Settings settings(ListenAddress listen, Optional<String> webConfigFile, KnownComponents known) {
    Component component = one.of(known);
    Subject subject =
        new Subject(
            addresses(component),
            Optional.ofNullable(podFile),
            Optional.of(podIp).filter(ip -> !ip.isEmpty()),
            component);
    return new Settings(
        listen,
        Durations.parse(interval),
        Durations.parse(timeout),
        subject,
        discovery.discovery(component),
        log.logging(),
        new CredentialFiles(webConfigFile, Optional.ofNullable(bearerTokenFile)),
        Detail.DEFAULT);
  }

  private Optional<ProbedAddresses> addresses(Component component) {
    if (component.hasOneListener()) {
      if (telemetryUrl != null) {
        throw InvalidSetting.of(
            key("telemetry-url"),
            " is for a second port, and " + component.name() + " has one: leave it out");
      }
      return Optional.ofNullable(mainUrl).map(ProbedAddresses::parse);
    }
    if ((mainUrl == null) != (telemetryUrl == null)) {
      throw InvalidSetting.of(
          key("main-url"), " and ", key("telemetry-url"), " go together: give both");
    }
    return mainUrl == null || telemetryUrl == null
        ? Optional.empty()
        : Optional.of(
            ProbedAddresses.parse(mainUrl, telemetryUrl, component.sharedTlsFlag().isPresent()));
  }
}
