package io.github.ksmprobe.manifest;

import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.Exec;
import io.github.ksmprobe.workload.Handler.Grpc;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Handler.TcpSocket;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.yaml.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the probes of a container. */
final class ProbeReader {

  private static final List<String> HANDLERS = List.of("httpGet", "tcpSocket", "exec", "grpc");
  private static final Map<String, Set<String>> HANDLER_FIELDS =
      Map.of(
          "httpGet", Set.of("path", "port", "host", "scheme", "httpHeaders"),
          "tcpSocket", Set.of("port", "host"),
          "exec", Set.of("command"),
          "grpc", Set.of("port", "service"));
  private static final Set<String> FIELDS =
      Set.of(
          "httpGet",
          "tcpSocket",
          "exec",
          "grpc",
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold",
          "terminationGracePeriodSeconds");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+");

  private ProbeReader() {}

  /**
   * The probes that are declared, those that cannot be read too.
   *
   * @param ports what was noted of the container's ports, which a probe may name
   */
  static List<Probe> read(ManifestFields container, List<String> ports) {
    List<Probe> probes = new ArrayList<>();
    for (ProbeType type : ProbeType.values()) {
      if (container.has(type.key())) {
        probes.add(probe(type, container, ports));
      }
    }
    return probes;
  }

  private static Probe probe(ProbeType type, ManifestFields container, List<String> ports) {
    int before = container.problems().count();
    int mark = container.problems().mark();
    List<String> mounts =
        container.child(type.key()).filter(fields -> fields.has("exec")).isPresent()
            ? mounts(container)
            : List.of();
    Optional<Probe> probe =
        container.child(type.key()).flatMap(fields -> parsed(type, fields, mounts));
    if (container.problems().count() > before || probe.isEmpty()) {
      return unread(type, "This probe cannot be read", container.problems().since(mark));
    }
    boolean named =
        probe.get().handler() instanceof Dialling dialling
            && dialling.port() instanceof PortRef.Named;
    return named && !ports.isEmpty()
        ? unread(type, "The ports of its container cannot be read", ports)
        : probe.get();
  }

  /** A probe of which no more is known than that there is one. */
  static Probe unread(ProbeType type, String what, List<String> problems) {
    Handler unread = new Handler.Unread(what + ": " + String.join(" ", problems));
    return new Probe(type, unread, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
  }

  private static List<String> mounts(ManifestFields container) {
    return container.children("volumeMounts").stream()
        .map(mount -> mount.text("mountPath"))
        .toList();
  }

  private static Optional<Probe> parsed(
      ProbeType type, ManifestFields fields, List<String> mounts) {
    Duration timeout = Duration.ofSeconds(fields.number("timeoutSeconds"));
    Duration period = Duration.ofSeconds(fields.number("periodSeconds"));
    int failureThreshold = fields.number("failureThreshold");
    Duration delay = Duration.ofSeconds(fields.number("initialDelaySeconds"));
    return handler(fields, mounts)
        .map(
            handler ->
                new Probe(
                    type, handler, timeout, period, failureThreshold, delay, unknown(fields)));
  }

  // Kubernetes before the one that knows them throws them away, as the API server does.
  private static List<String> unknown(ManifestFields probe) {
    List<String> unknown = new ArrayList<>(unknown(probe, FIELDS, ""));
    HANDLER_FIELDS.forEach(
        (key, known) ->
            probe
                .child(key)
                .ifPresent(handler -> unknown.addAll(unknown(handler, known, key + "."))));
    return unknown;
  }

  private static List<String> unknown(ManifestFields fields, Set<String> known, String prefix) {
    return fields.node().all().keySet().stream()
        .filter(key -> fields.has(key) && !known.contains(key))
        .map(key -> prefix + key)
        .toList();
  }

  private static Optional<Handler> handler(ManifestFields probe, List<String> mounts) {
    List<String> present = HANDLERS.stream().filter(probe::has).toList();
    if (present.size() != 1) {
      probe.say(
          present.isEmpty()
              ? "has nothing to do, and Kubernetes refuses that: give it an httpGet."
              : "has " + String.join(" and ", present) + ", but Kubernetes takes one: remove one.");
      return Optional.empty();
    }
    String key = present.getFirst();
    return probe
        .child(key)
        .flatMap(
            fields ->
                switch (key) {
                  case "httpGet" -> httpGet(fields);
                  case "tcpSocket" ->
                      port(fields).map(port -> new TcpSocket(port, fields.text("host")));
                  case "exec" -> Optional.of(new Exec(fields.texts("command"), mounts));
                  default -> Optional.of(new Grpc(fields.number("port")));
                });
  }

  private static Optional<Handler> httpGet(ManifestFields fields) {
    String path = fields.text("path");
    Scheme scheme = scheme(fields);
    String host = fields.text("host");
    List<Header> headers =
        fields.children("httpHeaders").stream()
            .map(header -> new Header(header.text("name"), header.text("value")))
            .toList();
    return port(fields)
        .map(port -> new HttpGet(path.isEmpty() ? "/" : path, port, scheme, host, headers));
  }

  private static Scheme scheme(ManifestFields fields) {
    String scheme = fields.text("scheme");
    if (!scheme.isEmpty() && !scheme.equals("HTTP") && !scheme.equals("HTTPS")) {
      fields.value("scheme").ifPresent(value -> fields.refuse("scheme", value, "HTTP or HTTPS"));
    }
    return scheme.equals("HTTPS") ? Scheme.HTTPS : Scheme.HTTP;
  }

  /** A quoted number is a name, and the API server refuses one without a letter. */
  private static Optional<PortRef> port(ManifestFields fields) {
    Optional<Yaml> value = fields.value("port");
    if (value.isEmpty()) {
      fields.say("has no port, and Kubernetes refuses that: give it a number or a port's name.");
      return Optional.empty();
    }
    Optional<PortRef> port =
        value.get() instanceof Yaml.Scalar scalar && !scalar.isTagged() && !scalar.isTemplate()
            ? port(scalar)
            : Optional.empty();
    if (port.isEmpty()) {
      fields.refuse("port", value.get(), "a port's number, or " + PortRef.Named.ALLOWED);
    }
    return port;
  }

  private static Optional<PortRef> port(Yaml.Scalar scalar) {
    if (!scalar.plain() || !NUMBER.matcher(scalar.text()).matches()) {
      PortRef.Named named = new PortRef.Named(scalar.text());
      return named.isAllowed() ? Optional.of(named) : Optional.empty();
    }
    try {
      return Optional.of(new PortRef.Numbered(Integer.parseInt(scalar.text())));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
