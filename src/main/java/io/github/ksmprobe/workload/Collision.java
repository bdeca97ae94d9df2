package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two that want to listen on one address and port: the second exits with "bind: address already in
 * use".
 *
 * @param one kube-state-metrics where it is one of the two
 * @param other the second
 * @param port that both want
 */
public record Collision(Party one, Party other, int port) {

  private static final String LISTEN_FLAG = "web.listen-address";

  /**
   * One of the two.
   *
   * @param container its name
   * @param listener which socket of it, {@code main} for example; empty where it has but one
   */
  public record Party(String container, String listener) {}

  /** Whether a container is one of the two. */
  boolean concerns(String container) {
    return one.container().equals(container) || other.container().equals(container);
  }

  /**
   * What somebody wants.
   *
   * @param address empty where a port is only declared, which says nothing of the address
   */
  private record Claim(Party party, Optional<BindAddress> address, int port) {
    boolean collidesWith(Claim other) {
      return port == other.port && isWhere(other);
    }

    // Whatever the address is that a declared port does not show, all addresses collide with it.
    private boolean isWhere(Claim other) {
      if (address.isPresent() && other.address.isPresent()) {
        return address.get().collidesWith(other.address.get());
      }
      return isEverywhere() || other.isEverywhere();
    }

    private boolean isEverywhere() {
      return address.filter(BindAddress::isAny).isPresent();
    }
  }

  /** All of a pod, those of kube-state-metrics first. */
  static List<Collision> of(
      Pod pod,
      Component component,
      Container ksm,
      KsmSettings settings,
      Map<String, ProxySettings> proxies,
      String ip) {
    List<Claim> claims = new ArrayList<>(claims(component, ksm, settings));
    for (Container container : pod.containers()) {
      if (!container.equals(ksm)) {
        claims.addAll(
            Optional.ofNullable(proxies.get(container.name()))
                .map(proxy -> claims(container, proxy))
                .orElseGet(() -> neighbour(container, ip)));
      }
    }
    List<Collision> collisions = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      Claim one = claims.get(i);
      for (Claim other : claims.subList(i + 1, claims.size())) {
        if (one.collidesWith(other)) {
          collisions.add(new Collision(one.party(), other.party(), one.port()));
        }
      }
    }
    return List.copyOf(collisions);
  }

  private static List<Claim> claims(Component component, Container ksm, KsmSettings settings) {
    return component.openings().stream()
        .map(
            opening -> {
              KsmSettings.Bind bind = settings.bind(opening.listener());
              String listener = component.hasOneListener() ? "" : opening.listener().label();
              Party party = new Party(ksm.name(), listener);
              return new Claim(party, Optional.of(bind.address()), bind.port());
            })
        // Ports that are taken for granted prove nothing.
        .filter(claim -> claim.port() != 0 && !settings.isStartUnread())
        .toList();
  }

  private static List<Claim> claims(Container container, ProxySettings proxy) {
    Optional<BindAddress> address = Optional.of(proxy.address());
    return Stream.of(
            new Claim(new Party(container.name(), ""), address, proxy.port()),
            new Claim(new Party(container.name(), "health"), address, proxy.healthPort()))
        .filter(claim -> claim.port() != 0)
        .toList();
  }

  // What a neighbour is told by flags counts; else the ports that it declares.
  private static List<Claim> neighbour(Container container, String ip) {
    Party party = new Party(container.name(), "");
    if (KsmContainers.isAnother(container)) {
      return claims(Contracts.KUBE_STATE_METRICS, container, KsmSettings.of(container, ip));
    }
    List<Claim> told =
        Arguments.of(container, ip, container.name()).all(LISTEN_FLAG).stream()
            .map(value -> KsmSettings.Bind.parse(value.text()))
            .map(bind -> new Claim(party, Optional.of(bind.address()), bind.port()))
            .filter(claim -> claim.port() != 0)
            .toList();
    return told.isEmpty()
        ? container.ports().stream()
            .filter(Container.Port::tcp)
            .map(port -> new Claim(party, Optional.empty(), port.number()))
            .toList()
        : told;
  }
}
