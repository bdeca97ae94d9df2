package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.evidence.Via;
import java.util.List;
import java.util.Optional;

/**
 * From where a pod can be asked.
 *
 * @param loopback the address of the pod's loopback; empty from outside the pod
 * @param podIp the pod's own address; empty where none is known
 */
public record Vantage(Optional<String> loopback, Optional<String> podIp) {

  /** From inside the pod. */
  public static Vantage inside(String podIp) {
    return new Vantage(Optional.of("127.0.0.1"), Optional.of(podIp));
  }

  /** From another pod: its loopback is out of reach. */
  public static Vantage outside(String podIp) {
    return new Vantage(Optional.empty(), Optional.of(podIp));
  }

  Optional<String> host(Via via) {
    return switch (via) {
      case LOOPBACK -> loopback;
      case POD_IP -> podIp;
    };
  }

  List<Via> vias() {
    return List.of(Via.values()).stream().filter(via -> host(via).isPresent()).toList();
  }
}
