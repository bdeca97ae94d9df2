package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.workload.Assumption;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProxySettings;
import io.github.ksmprobe.workload.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a verdict takes for granted, in words. */
final class Assumed {

  private Assumed() {}

  /** Sentences to add to the explanation; none if all is shown. */
  static List<String> of(KsmPod pod, ContractMatch match, Optional<Socket> socket) {
    List<Assumption> assumptions = new ArrayList<>(pod.settings().assumptions());
    socket
        .map(Socket::container)
        .map(pod.proxies()::get)
        .map(ProxySettings::assumptions)
        .ifPresent(assumptions::addAll);
    List<String> sentences = new ArrayList<>();
    assumptions.stream().map(Assumed::sentence).forEach(sentences::add);
    if (match instanceof ContractMatch.Newer(var version, _)) {
      sentences.add(
          "Assumed: "
              + version
              + " serves what "
              + Contracts.newest()
              + " does, the newest version that is known here.");
    }
    if (match instanceof ContractMatch.Fingerprint(var row)) {
      sentences.add(
          "Assumed: the version is one that answers as "
              + row.since()
              + " does; it names itself nowhere.");
    }
    return sentences;
  }

  /** Sentences to add where it is said that ports of kube-state-metrics are open. */
  static List<String> ofOpenPorts(KsmPod pod) {
    return pod.settings().assumptions().stream()
        .filter(assumption -> assumption.kind() != Assumption.Kind.HIDDEN_PORT)
        .map(Assumed::sentence)
        .toList();
  }

  private static String sentence(Assumption assumption) {
    String subject = assumption.subject();
    return switch (assumption.kind()) {
      case CONFIG_FILE ->
          "Assumed: the file of --config="
              + subject
              + " changes neither ports, hosts nor TLS (it would override the flags).";
      case TLS_CONFIG_FILE ->
          "Assumed: the file of --tls-config="
              + subject
              + " turns on TLS and requires neither passwords nor client certificates.";
      case HIDDEN_HOST -> "Assumed: " + subject + " means all addresses.";
      case HIDDEN_PORT, HIDDEN_PROXY_FLAG -> "Not shown: " + subject + ".";
      case SHELL_COMMAND ->
          "Assumed: the script that "
              + subject
              + " runs sets no flags; they cannot be read from it.";
      case STARTER ->
          "Assumed: "
              + subject
              + " starts kube-state-metrics with the flags among its arguments and no others; what else it is told is not read.";
      case ENTRYPOINT ->
          "Assumed: the image's entrypoint, given "
              + subject
              + ", starts kube-state-metrics with the flags that are shown, and with no others.";
    };
  }
}
