package io.github.ksmprobe.diagnosis;

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
 * @param kind what it is about
 * @param explanation why it is so, the assumptions included
 * @param fix what to change
 */
public record PodNote(Kind kind, String explanation, String fix) {

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
    String why =
        "The proxy of container "
            + proxy.name()
            + " can be bypassed: "
            + PortWording.of(pod, listener)
            + " behind it listens on the pod IP and answers whoever connects there.";
    // A NetworkPolicy does not hold for the node's own addresses.
    String otherwise =
        pod.workload().pod().hostNetwork()
            ? ""
            : ", or let a NetworkPolicy close port " + pod.settings().bind(listener).port();
    return new PodNote(
        Kind.PROXY_BYPASSED,
        String.join(" ", Stream.concat(Stream.of(why), Assumed.ofOpenPorts(pod).stream()).toList()),
        "Set "
            + Fixes.hostFlag(listener)
            + "=127.0.0.1 and send the probes of that port through the proxy (--ignore-paths)"
            + otherwise
            + ".");
  }
}
