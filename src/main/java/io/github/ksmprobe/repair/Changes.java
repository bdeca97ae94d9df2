package io.github.ksmprobe.repair;

import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.Scheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields in which a pod differs from what it was. */
final class Changes {

  private Changes() {}

  /** Of two pods with the same containers and the same probes of each. */
  static List<FieldChange> between(Pod before, Pod after) {
    List<FieldChange> changes = new ArrayList<>();
    for (int i = 0; i < before.containers().size(); i++) {
      Container was = before.containers().get(i);
      Container is = after.containers().get(i);
      words(was.name(), "command", was.command(), is.command()).ifPresent(changes::add);
      words(was.name(), "args", was.args(), is.args()).ifPresent(changes::add);
      for (Probe probe : was.probes()) {
        is.probe(probe.type()).ifPresent(other -> probe(was.name(), probe, other, changes));
      }
    }
    return changes;
  }

  private static Optional<FieldChange> words(
      String container, String field, List<String> was, List<String> is) {
    return was.equals(is)
        ? Optional.empty()
        : Optional.of(new FieldChange(container, List.of(field), set(was), set(is)));
  }

  private static Optional<Object> set(List<String> words) {
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static void probe(String container, Probe was, Probe is, List<FieldChange> changes) {
    String probe = was.type().key();
    if (was.handler() instanceof HttpGet from && is.handler() instanceof HttpGet to) {
      field(container, probe, "path", from.path(), to.path()).ifPresent(changes::add);
      field(container, probe, "port", number(from.port()), number(to.port()))
          .ifPresent(changes::add);
      field(container, probe, "host", from.host(), to.host()).ifPresent(changes::add);
      field(container, probe, "scheme", from.scheme().name(), to.scheme().name())
          .ifPresent(changes::add);
    } else if (!was.handler().equals(is.handler()) && is.handler() instanceof HttpGet to) {
      changes.add(
          new FieldChange(
              container,
              List.of(probe, key(was.handler())),
              value(was.handler()),
              Optional.empty()));
      changes.add(
          new FieldChange(container, List.of(probe, to.key()), Optional.empty(), value(to)));
    }
  }

  private static Optional<FieldChange> field(
      String container, String probe, String key, Object was, Object is) {
    return was.equals(is)
        ? Optional.empty()
        : Optional.of(
            new FieldChange(
                container,
                List.of(probe, "httpGet", key),
                Optional.of(was).filter(value -> !value.equals("")),
                Optional.of(is).filter(value -> !value.equals(""))));
  }

  private static Object number(PortRef port) {
    return switch (port) {
      case PortRef.Numbered(int number) -> number;
      case PortRef.Named(var name) -> name;
    };
  }

  private static String key(Handler handler) {
    return switch (handler) {
      case Handler.Dialling dialling -> dialling.key();
      case Handler.Exec _ -> "exec";
      case Handler.Grpc _ -> "grpc";
      case Handler.Unread _ -> throw new IllegalArgumentException("nobody changes what is unread");
    };
  }

  private static Optional<Object> value(Handler handler) {
    Map<String, Object> value = new LinkedHashMap<>();
    switch (handler) {
      case HttpGet get -> {
        value.put("path", get.path());
        value.put("port", number(get.port()));
        if (get.scheme() != Scheme.HTTP) {
          value.put("scheme", get.scheme().name());
        }
      }
      case Handler.TcpSocket tcp -> value.put("port", number(tcp.port()));
      case Handler.Exec exec -> value.put("command", exec.command());
      case Handler.Grpc(int port) -> value.put("port", port);
      case Handler.Unread _ -> {
        // Nobody changes it.
      }
    }
    return Optional.of(value);
  }
}
