package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Listener;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How kube-state-metrics, or another component, is configured to listen.
 *
 * @param main where the main listener is; its port is 0 if an argument hides it
 * @param telemetry where the telemetry listener is; its port is 0 if an argument hides it, and
 *     where the component has none
 * @param further more addresses of the main listener
 * @param tls the listeners that speak TLS
 * @param authFilter whether {@code --auth-filter} is on
 * @param assumptions what the manifest does not show
 */
public record KsmSettings(
    Bind main,
    Bind telemetry,
    List<Bind> further,
    Set<Listener> tls,
    boolean authFilter,
    List<Assumption> assumptions) {

  /** Defaults of the flags and of the image's entrypoint, in every v2. */
  public static final int DEFAULT_MAIN_PORT = portOf(Listener.MAIN);

  /** Defaults of the flags and of the image's entrypoint, in every v2. */
  public static final int DEFAULT_TELEMETRY_PORT = portOf(Listener.TELEMETRY);

  /** Asks for a token at some paths. */
  public static final String AUTH_FILTER = "auth-filter";

  /** Where there is no such listener. */
  static final Bind NONE = new Bind(BindAddress.ANY, 0);

  /**
   * An address and a port.
   *
   * @param address as configured
   * @param port 0 if it cannot be read
   */
  public record Bind(BindAddress address, int port) {

    /** What {@code :9102}, {@code 127.0.0.1:9102} or {@code [::1]:9102} says. */
    static Bind parse(String text) {
      int colon = text.lastIndexOf(':');
      String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|\\]$", "");
      return new Bind(new BindAddress(host), portNumber(text.substring(colon + 1)));
    }
  }

  public KsmSettings {
    further = List.copyOf(further);
    tls = Set.copyOf(tls);
    assumptions = List.copyOf(assumptions);
  }

  /** One without further addresses. */
  public KsmSettings(
      Bind main,
      Bind telemetry,
      Set<Listener> tls,
      boolean authFilter,
      List<Assumption> assumptions) {
    this(main, telemetry, List.of(), tls, authFilter, assumptions);
  }

  /** Those of kube-state-metrics, from the container's command line. */
  public static KsmSettings of(Container container, String podIp) {
    return of(container, podIp, Contracts.KUBE_STATE_METRICS);
  }

  /** Reads them from the container's command line. */
  public static KsmSettings of(Container container, String podIp, Component component) {
    ListeningReader reader =
        new ListeningReader(container, Arguments.of(container, podIp, component.program()));
    return reader.read(component);
  }

  public Bind bind(Listener listener) {
    return switch (listener) {
      case MAIN -> main;
      case TELEMETRY -> telemetry;
    };
  }

  /** What that listener speaks. */
  public Scheme scheme(Listener listener) {
    return tls.contains(listener) ? Scheme.HTTPS : Scheme.HTTP;
  }

  /** The flag that moves its paths to where they are not looked for. */
  public Optional<String> movedBy() {
    return assumptions.stream()
        .filter(assumption -> assumption.kind() == Assumption.Kind.MOVED_PATHS)
        .map(Assumption::subject)
        .findFirst();
  }

  /** Whether it is not known with which flags it is started, so that any may have been set. */
  public boolean isStartUnread() {
    return assumptions.stream()
        .map(Assumption::kind)
        .anyMatch(
            kind ->
                switch (kind) {
                  case SHELL_COMMAND, STARTER, ENTRYPOINT -> true;
                  case CONFIG_FILE,
                      TLS_CONFIG_FILE,
                      HIDDEN_HOST,
                      HIDDEN_PORT,
                      HIDDEN_PROXY_FLAG,
                      MOVED_PATHS ->
                      false;
                });
  }

  private static int portOf(Listener listener) {
    return Contracts.KUBE_STATE_METRICS.opening(listener).orElseThrow().port();
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
