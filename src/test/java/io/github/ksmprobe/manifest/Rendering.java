package io.github.ksmprobe.manifest;

import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.EnvValue;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.Workload;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was read, as text to compare. */
final class Rendering {

  private final StringBuilder out = new StringBuilder();

  private Rendering() {}

  static String of(ManifestRead read) {
    Rendering rendering = new Rendering();
    read.workloads().forEach(rendering::workload);
    rendering.line(0, "passed over: " + read.passedOver());
    read.problems().forEach(problem -> rendering.line(0, problem.toString()));
    return rendering.out.toString();
  }

  private void workload(Workload workload) {
    line(
        0,
        "%s: %s %s/%s"
            .formatted(workload.source(), workload.kind(), workload.namespace(), workload.name()));
    new TreeMap<>(workload.labels())
        .forEach((name, value) -> line(1, "label " + name + "=" + value));
    if (workload.pod().hostNetwork()) {
      line(1, "host network");
    }
    if (!workload.pod().ip().isEmpty()) {
      line(1, "ip " + workload.pod().ip());
    }
    workload.pod().containers().forEach(this::container);
  }

  private void container(Container container) {
    line(1, "container %s %s".formatted(container.name(), container.image()));
    container.command().forEach(word -> line(2, "command " + text(word)));
    container.args().forEach(word -> line(2, "arg " + text(word)));
    container.env().forEach(e -> line(2, "env " + e.name() + " " + value(e.value())));
    container
        .ports()
        .forEach(port -> line(2, "port %d %s".formatted(port.number(), port.name()).strip()));
    container.probes().forEach(this::probe);
  }

  private void probe(Probe probe) {
    line(
        2,
        "%s %s, timeout %s, period %s, %d failures"
            .formatted(
                probe.type().label(),
                handler(probe.handler()),
                probe.timeout(),
                probe.period(),
                probe.failureThreshold()));
  }

  private static String handler(Handler handler) {
    return switch (handler) {
      case Handler.HttpGet get ->
          "%s %s port %s%s%s"
              .formatted(
                  get.scheme(),
                  get.path(),
                  port(get.port()),
                  get.host().isEmpty() ? "" : " host " + get.host(),
                  get.headers().stream()
                      .map(header -> " header " + header.name() + "=" + header.value())
                      .collect(Collectors.joining()));
      case Handler.TcpSocket(var port, String host) ->
          "tcpSocket port " + port(port) + (host.isEmpty() ? "" : " host " + host);
      case Handler.Exec(var command, var mounts) ->
          "exec " + command + (mounts.isEmpty() ? "" : " beside volumes at " + mounts);
      case Handler.Grpc(int port) -> "grpc port " + port;
      case Handler.Unread(String why) -> "unread (" + why + ")";
    };
  }

  private static String port(Handler.PortRef port) {
    return switch (port) {
      case Handler.PortRef.Numbered number -> "number " + number;
      case Handler.PortRef.Named name -> "name " + name;
    };
  }

  private static String value(EnvValue value) {
    return switch (value) {
      case EnvValue.Literal(String text) -> "= " + text(text);
      case EnvValue.PodIp _ -> "is the pod IP";
      case EnvValue.Hidden(String source) -> "is hidden: " + source;
    };
  }

  private static String text(String text) {
    return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text.stripTrailing()).append('\n');
  }
}
