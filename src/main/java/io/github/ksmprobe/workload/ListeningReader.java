package io.github.ksmprobe.workload;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.contract.TlsSwitch;
import io.github.ksmprobe.workload.Arguments.Value;
import io.github.ksmprobe.workload.Container.EnvValue;
import io.github.ksmprobe.workload.Container.EnvVar;
import io.github.ksmprobe.workload.KsmSettings.Bind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how a component listens, and notes what is not shown. */
final class ListeningReader {

  /** A URL without a path moves none. */
  private static final Pattern BARE_URL = Pattern.compile("https?://[^/]*/?");

  private final Container container;
  private final Arguments arguments;
  private final List<Assumption> assumptions = new ArrayList<>();

  ListeningReader(Container container, Arguments arguments) {
    this.container = container;
    this.arguments = arguments;
  }

  KsmSettings read(Component component) {
    List<Bind> main = component.opening(Listener.MAIN).map(this::binds).orElseThrow();
    List<Bind> telemetry =
        component.opening(Listener.TELEMETRY).map(this::binds).orElse(List.of(KsmSettings.NONE));
    component.flags().overriding().flatMap(this::given).ifPresent(file -> assume(file));
    Set<Listener> tls = tls(component);
    arguments.start().ifPresent(assumptions::add);
    component.flags().paths().forEach(this::moved);
    return new KsmSettings(
        main.getFirst(),
        telemetry.getLast(),
        main.subList(1, main.size()),
        tls,
        arguments.isOn(KsmSettings.AUTH_FILTER),
        assumptions);
  }

  private void assume(Value file) {
    assumptions.add(new Assumption(Assumption.Kind.CONFIG_FILE, file.text()));
  }

  private Set<Listener> tls(Component component) {
    component.openings().stream()
        .flatMap(
            opening ->
                opening.tls() instanceof TlsSwitch.ByFile(var flag) ? Stream.of(flag) : Stream.of())
        .distinct()
        .forEach(this::assumeTls);
    return component.openings().stream()
        .filter(opening -> speaksTls(opening.tls()))
        .map(Opening::listener)
        .collect(toUnmodifiableSet());
  }

  private void assumeTls(String flag) {
    given(flag)
        .ifPresent(
            file ->
                assumptions.add(
                    new Assumption(
                        Assumption.Kind.TLS_CONFIG_FILE, "--" + flag + "=" + file.text())));
  }

  private boolean speaksTls(TlsSwitch tls) {
    return switch (tls) {
      case TlsSwitch.ByFile(var flag) -> given(flag).isPresent();
      case TlsSwitch.BySwitch(var flag) -> arguments.isOn(flag);
      case TlsSwitch.Always() -> true;
      case TlsSwitch.Never() -> false;
    };
  }

  private void moved(String flag, String harmless) {
    arguments
        .last(flag)
        .filter(value -> !value.text().equals(harmless) && !value.text().isEmpty())
        .filter(value -> !BARE_URL.matcher(value.text()).matches())
        .ifPresent(value -> assumptions.add(hidden(Assumption.Kind.MOVED_PATHS, flag, value)));
  }

  private Optional<Value> given(String flag) {
    return arguments.last(flag).filter(value -> !value.text().isEmpty());
  }

  private List<Bind> binds(Opening opening) {
    List<Value> addresses =
        opening
            .addressFlag()
            .map(arguments::all)
            .filter(all -> !all.isEmpty())
            .orElseGet(() -> opening.variable().flatMap(this::variable).stream().toList());
    if (!addresses.isEmpty()) {
      String named = opening.addressFlag().or(opening::variable).orElseThrow();
      return addresses.stream().map(value -> bind(named, value)).toList();
    }
    return List.of(
        new Bind(
            host(opening.hostFlag(), opening.host()), port(opening.portFlag(), opening.port())));
  }

  private Bind bind(String flag, Value value) {
    Bind bind = Bind.parse(value.text());
    if (bind.port() == 0 || value.hiddenSource().isPresent()) {
      assumptions.add(hidden(Assumption.Kind.HIDDEN_PORT, flag, value));
      return KsmSettings.NONE;
    }
    return bind;
  }

  private Optional<Value> variable(String name) {
    return container.env().reversed().stream()
        .filter(variable -> variable.name().equals(name))
        .map(EnvVar::value)
        .flatMap(
            value ->
                switch (value) {
                  case EnvValue.Literal(var text) -> Stream.of(new Value(text, Optional.empty()));
                  case EnvValue.PodIp() -> Stream.<Value>of();
                  case EnvValue.Hidden(var source) -> Stream.of(new Value("", Optional.of(source)));
                })
        .findFirst();
  }

  private BindAddress host(Optional<String> flag, String fallback) {
    return flag.flatMap(arguments::last)
        .map(
            value -> {
              if (value.hiddenSource().isPresent()) {
                assumptions.add(hidden(Assumption.Kind.HIDDEN_HOST, flag.orElseThrow(), value));
                return BindAddress.ANY;
              }
              return new BindAddress(value.text());
            })
        .orElseGet(() -> new BindAddress(fallback));
  }

  private int port(Optional<String> flag, int fallback) {
    return flag.flatMap(arguments::last)
        .map(
            value -> {
              int number = KsmSettings.portNumber(value.text());
              if (number == 0) {
                assumptions.add(hidden(Assumption.Kind.HIDDEN_PORT, flag.orElseThrow(), value));
              }
              return number;
            })
        .orElse(fallback);
  }

  private static Assumption hidden(Assumption.Kind kind, String flag, Value value) {
    String source = value.hiddenSource().map(name -> " (from " + name + ")").orElse("");
    return new Assumption(kind, "--" + flag + "=" + value.text() + source);
  }
}
