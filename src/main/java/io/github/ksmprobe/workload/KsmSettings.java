package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Arguments.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How kube-state-metrics is configured to listen.
 *
 * @param main where the main listener is; its port is 0 if an argument hides it
 * @param telemetry where the telemetry listener is; its port is 0 if an argument hides it
 * @param tls whether both listeners speak TLS
 * @param authFilter whether {@code --auth-filter} is on
 * @param assumptions what the manifest does not show
 */
public record KsmSettings(
    Bind main, Bind telemetry, boolean tls, boolean authFilter, List<Assumption> assumptions) {

  /** Defaults of the flags and of the image's entrypoint, in every v2. */
  public static final int DEFAULT_MAIN_PORT = 8080;

  /** Defaults of the flags and of the image's entrypoint, in every v2. */
  public static final int DEFAULT_TELEMETRY_PORT = 8081;

  private static final String PROGRAM = "kube-state-metrics";

  /**
   * An address and a port.
   *
   * @param address as configured
   * @param port 0 if it cannot be read
   */
  public record Bind(BindAddress address, int port) {}

  public KsmSettings {
    assumptions = List.copyOf(assumptions);
  }

  /** Reads them from the container's command line. */
  public static KsmSettings of(Container container, String podIp) {
    Arguments arguments = Arguments.of(container, podIp, PROGRAM);
    List<Assumption> assumptions = new ArrayList<>();
    Bind main = bind(arguments, "host", "port", DEFAULT_MAIN_PORT, assumptions);
    Bind telemetry =
        bind(arguments, "telemetry-host", "telemetry-port", DEFAULT_TELEMETRY_PORT, assumptions);
    Optional<Value> tls = given(arguments, "tls-config");
    given(arguments, "config")
        .ifPresent(
            file -> assumptions.add(new Assumption(Assumption.Kind.CONFIG_FILE, file.text())));
    tls.ifPresent(
        file -> assumptions.add(new Assumption(Assumption.Kind.TLS_CONFIG_FILE, file.text())));
    arguments.start().ifPresent(assumptions::add);
    return new KsmSettings(
        main, telemetry, tls.isPresent(), arguments.isOn("auth-filter"), assumptions);
  }

  public Bind bind(Listener listener) {
    return switch (listener) {
      case MAIN -> main;
      case TELEMETRY -> telemetry;
    };
  }

  /** Whether it is not known with which flags it is started, so that any may have been set. */
  public boolean isStartUnread() {
    return assumptions.stream()
        .map(Assumption::kind)
        .anyMatch(
            kind ->
                switch (kind) {
                  case SHELL_COMMAND, STARTER, ENTRYPOINT -> true;
                  case CONFIG_FILE, TLS_CONFIG_FILE, HIDDEN_HOST, HIDDEN_PORT, HIDDEN_PROXY_FLAG ->
                      false;
                });
  }

  private static Optional<Value> given(Arguments arguments, String flag) {
    return arguments.last(flag).filter(value -> !value.text().isEmpty());
  }

  private static Bind bind(
      Arguments arguments,
      String hostFlag,
      String portFlag,
      int defaultPort,
      List<Assumption> assumptions) {
    BindAddress address =
        arguments
            .last(hostFlag)
            .map(
                value -> {
                  if (value.hiddenSource().isPresent()) {
                    assumptions.add(hidden(Assumption.Kind.HIDDEN_HOST, hostFlag, value));
                    return BindAddress.ANY;
                  }
                  return new BindAddress(value.text());
                })
            .orElse(BindAddress.ANY);
    int port =
        arguments
            .last(portFlag)
            .map(
                value -> {
                  int number = portNumber(value.text());
                  if (number == 0) {
                    assumptions.add(hidden(Assumption.Kind.HIDDEN_PORT, portFlag, value));
                  }
                  return number;
                })
            .orElse(defaultPort);
    return new Bind(address, port);
  }

  private static Assumption hidden(Assumption.Kind kind, String flag, Value value) {
    String source = value.hiddenSource().map(name -> " (from " + name + ")").orElse("");
    return new Assumption(kind, "--" + flag + "=" + value.text() + source);
  }

  /** 1 to 65535, else 0. */
  static int portNumber(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return 0;
    }
    int number = Integer.parseInt(text);
    return number <= 65535 ? number : 0;
  }
}
