package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something worth knowing of a pod as a whole. It follows from what is declared, and no probe's
 * verdict changes by it.
 *
 * @param component that is judged in it
 * @param kind what it is about
 * @param proxy the container that can be bypassed
 * @param open the listener behind it that is
 * @param hostNetwork whether the pod has the node's own addresses
 * @param premises what is taken for granted
 */
public record PodNote(
    Component component,
    Kind kind,
    String proxy,
    ListenerPort open,
    boolean hostNetwork,
    List<Premise> premises) {

  /** What a note is about; a closed list, as the reasons of verdicts are. */
  public enum Kind {
    PROXY_BYPASSED("kube-state-metrics can be reached without the proxy in front of it");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }

    /** What it means, in one line. */
    public String meaning() {
      return meaning;
    }

    /** The word for it in JSON, page and documentation. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All that is worth knowing of a pod. */
  public static List<PodNote> of(KsmPod pod) {
    // What asks for a token itself needs no proxy, and what cannot start is open to nobody.
    if (pod.settings().authFilter() || pod.collision(pod.ksm().name()).isPresent()) {
      return List.of();
    }
    return Stream.of(Listener.values())
        .flatMap(
            listener ->
                pod.bypassedProxy(listener).map(proxy -> bypassed(pod, listener, proxy)).stream())
        .toList();
  }

  private static PodNote bypassed(KsmPod pod, Listener listener, Container proxy) {
    return new PodNote(
        pod.component(),
        Kind.PROXY_BYPASSED,
        proxy.name(),
        ListenerPort.of(pod, listener),
        pod.workload().pod().hostNetwork(),
        Premise.ofOpenPorts(pod));
  }
}
