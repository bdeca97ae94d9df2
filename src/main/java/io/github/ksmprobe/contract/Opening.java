package io.github.ksmprobe.contract;

import java.util.Optional;

/**
 * How a listener is opened: where it is by default, and what moves it.
 *
 * @param listener which
 * @param host by default; empty for all addresses
 * @param port by default
 * @param addressFlag takes host and port, {@code web.listen-address} for example
 * @param hostFlag takes a host
 * @param portFlag takes a port
 * @param variable of the environment that takes host and port where no flag does
 * @param tls what makes it speak TLS
 */
public record Opening(
    Listener listener,
    String host,
    int port,
    Optional<String> addressFlag,
    Optional<String> hostFlag,
    Optional<String> portFlag,
    Optional<String> variable,
    TlsSwitch tls) {

  /** Listens there by default, or can be told to by flags. */
  public boolean mayListenOn(int other) {
    return other == port || addressFlag.isPresent() || portFlag.isPresent();
  }

  /** The flag that makes it listen there, where it has one. */
  public Optional<String> argument(int other) {
    return addressFlag
        .map(flag -> "--" + flag + "=:" + other)
        .or(() -> portFlag.map(flag -> "--" + flag + "=" + other));
  }

  /** By one flag for the host and one for the port. */
  static Opening byHostAndPort(
      Listener listener, int port, String hostFlag, String portFlag, TlsSwitch tls) {
    return new Opening(
        listener,
        "",
        port,
        Optional.empty(),
        Optional.of(hostFlag),
        Optional.of(portFlag),
        Optional.empty(),
        tls);
  }
}
