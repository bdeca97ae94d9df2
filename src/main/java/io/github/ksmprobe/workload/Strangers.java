package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Container.EnvValue.Literal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The containers of a pod whose configuration is not read here. Each may listen where no port is
 * declared, and may be the way to a kube-state-metrics that listens on loopback: nothing of that is
 * guessed, and nothing is ruled out.
 *
 * @param containers that are neither kube-state-metrics nor a proxy that is understood
 * @param settings of the kube-state-metrics beside them
 */
public record Strangers(List<Container> containers, KsmSettings settings) {

  /** A whole number, and the loopback before it where it is the port of such an address. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "((?:127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|localhost|\\[::1\\]):)?"
              + "(?<![0-9])([0-9]{1,5})(?![0-9])");

  /** An address to listen on: {@code :8080}, {@code 0.0.0.0:8080}, {@code port=8080}. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:(?:^|[=\\s/\"',])(?:0\\.0\\.0\\.0|\\[::\\]|\\*)?:"
              + "|(?:port|listen|addr|address|bind)[=\\s])([0-9]{2,5})(?![0-9])",
          Pattern.CASE_INSENSITIVE);

  /** Proxies whose listeners stand in a file, found in a container's or an image's name. */
  private static final List<String> LED_BY_FILES =
      List.of(
          "envoy",
          "nginx",
          "openresty",
          "haproxy",
          "traefik",
          "caddy",
          "httpd",
          "apache",
          "istio",
          "linkerd");

  private static final List<String> PROXIES = List.of("proxy", "gateway", "tunnel");

  public Strangers {
    containers = List.copyOf(containers);
  }

  /** The one that names this port, other than as a port of the loopback. */
  public Optional<Container> naming(int port) {
    return first(one -> isNamed(one, port));
  }

  /** The one that may listen there: it names the port, or where it listens is not shown at all. */
  public Optional<Container> mayListenAt(int port) {
    return naming(port).or(() -> first(this::mayListenAnywhere));
  }

  /** The one that seems to be the way to a listener on loopback. */
  public Optional<Container> front(Listener listener) {
    if (!isOnLoopback(listener)) {
      return Optional.empty();
    }
    String port = String.valueOf(settings.bind(listener).port());
    return first(one -> isCalled(one, LED_BY_FILES) || isCalled(one, PROXIES))
        .or(() -> first(one -> numbers(one).anyMatch(number -> number.port().equals(port))))
        .or(() -> isOnLoopback(Listener.MAIN) ? first(_ -> true) : Optional.empty());
  }

  private boolean mayListenAnywhere(Container one) {
    return isCalled(one, LED_BY_FILES)
        || (!showsWhere(one) && (isOnLoopback(Listener.MAIN) || isCalled(one, PROXIES)));
  }

  private boolean isOnLoopback(Listener listener) {
    return settings.bind(listener).address().isLoopback();
  }

  private Optional<Container> first(Predicate<Container> sign) {
    return containers.stream().filter(sign).findFirst();
  }

  private static boolean isCalled(Container one, List<String> words) {
    String names =
        (one.name() + " " + ImageReference.parse(one.image()).name()).toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(names::contains);
  }

  private record PortNumber(boolean loopback, String port) {}

  private static Stream<PortNumber> numbers(Container one) {
    return texts(one)
        .flatMap(text -> NUMBER.matcher(text).results())
        .map(found -> new PortNumber(found.group(1) != null, found.group(2)));
  }

  private static boolean isNamed(Container one, int port) {
    PortNumber named = new PortNumber(false, String.valueOf(port));
    return one.ports().stream().anyMatch(declared -> declared.number() == port)
        || numbers(one).anyMatch(named::equals);
  }

  // A port of kube-state-metrics is where it sends to, not where it listens.
  private boolean showsWhere(Container one) {
    return !one.ports().isEmpty()
        || texts(one)
            .flatMap(text -> ADDRESS.matcher(text).results())
            .map(found -> KsmSettings.portNumber(found.group(1)))
            .anyMatch(
                port -> port != settings.main().port() && port != settings.telemetry().port());
  }

  private static Stream<String> texts(Container one) {
    String line = String.join(" ", one.command()) + " " + String.join(" ", one.args());
    return Stream.concat(
        Stream.of(line),
        one.env().stream()
            .flatMap(
                variable ->
                    variable.value() instanceof Literal(var text)
                        ? Stream.of(variable.name() + "=" + text)
                        : Stream.empty()));
  }
}
