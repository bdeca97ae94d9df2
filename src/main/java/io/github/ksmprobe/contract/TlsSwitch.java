package io.github.ksmprobe.contract;

import java.util.Optional;

/** What makes a listener speak TLS. */
public sealed interface TlsSwitch {

  /** A flag that names a file: the toolkit's web config, which can ask for passwords, too. */
  record ByFile(String flag) implements TlsSwitch {}

  /** A flag that is on or off. */
  record BySwitch(String flag) implements TlsSwitch {}

  record Always() implements TlsSwitch {}

  record Never() implements TlsSwitch {}

  /** The flag, where there is one. */
  default Optional<String> named() {
    return switch (this) {
      case ByFile(var flag) -> Optional.of(flag);
      case BySwitch(var flag) -> Optional.of(flag);
      case Always _, Never _ -> Optional.empty();
    };
  }
}
