package io.github.ksmprobe.components;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.Section;
import io.github.ksmprobe.configfile.Value;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.contract.TlsSwitch;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The section {@code listener} or {@code telemetry}: a port that answers probes, and what moves it.
 *
 * @param section as written
 */
record ListenerSection(Section section) {

  private static final Pattern ADDRESS = Pattern.compile("^(.*):([0-9]{1,5})$");

  ListenerSection {
    section.only(List.of("address", "address_flag", "host_flag", "port_flag", "variable", "tls"));
  }

  Opening opening(Listener listener) {
    Value address = section.required("address", "address: \":9100\"");
    Matcher parts = ADDRESS.matcher(address.text());
    if (!parts.matches() || port(parts) < 1 || port(parts) > 65535) {
      throw address.wrong("write host and port, or the port alone as in \":9100\"");
    }
    section
        .given("address_flag")
        .filter(_ -> flag("host_flag").or(() -> flag("port_flag")).isPresent())
        .ifPresent(
            both -> {
              throw both.wrong("it takes host and port; leave out host_flag and port_flag");
            });
    return new Opening(
        listener,
        parts.group(1).replaceAll("^\\[|\\]$", ""),
        port(parts),
        flag("address_flag"),
        flag("host_flag"),
        flag("port_flag"),
        section.given("variable").map(Value::text),
        tls());
  }

  /**
   * The second of two.
   *
   * @throws InvalidSetting if it would be where the first is, or move with it
   */
  Opening second(Opening main) {
    Opening opening = opening(Listener.TELEMETRY);
    if (opening.port() == main.port()) {
      throw section.required("address", "").wrong("listener has that port; write another");
    }
    refuseShared("address_flag", main.addressFlag());
    refuseShared("port_flag", main.portFlag());
    return opening;
  }

  private void refuseShared(String key, Optional<String> of) {
    if (of.isPresent() && flag(key).equals(of)) {
      throw section
          .required(key, "")
          .wrong("it moves listener; write the flag that moves this port");
    }
  }

  private TlsSwitch tls() {
    Optional<Value> tls = section.given("tls");
    if (tls.isEmpty()) {
      return new TlsSwitch.Never();
    }
    if (!tls.get().isMapping()) {
      return switch (tls.get().text()) {
        case "always" -> new TlsSwitch.Always();
        case "never" -> new TlsSwitch.Never();
        default -> throw unclear(tls.get());
      };
    }
    Section one = tls.get().section().only(List.of("file", "switch"));
    if (one.values().size() != 1) {
      throw unclear(tls.get());
    }
    return one.given("file")
        .<TlsSwitch>map(flag -> new TlsSwitch.ByFile(name(flag)))
        .orElseGet(() -> new TlsSwitch.BySwitch(name(one.required("switch", "switch: tls"))));
  }

  private static InvalidSetting unclear(Value value) {
    return value.wrong("write always, never, {file: FLAG} or {switch: FLAG}");
  }

  private Optional<String> flag(String key) {
    return section.given(key).map(ListenerSection::name);
  }

  private static String name(Value flag) {
    if (flag.text().startsWith("-")) {
      throw flag.wrong("write the flag without its dashes");
    }
    return flag.text();
  }

  private static int port(Matcher parts) {
    return Integer.parseInt(parts.group(2));
  }
}
