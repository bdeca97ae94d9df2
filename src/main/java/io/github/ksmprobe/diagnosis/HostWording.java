package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.kubelet.Built;
import io.github.ksmprobe.kubelet.Masked;

/** Where the host of a probe leads to, in words. */
final class HostWording {

  private HostWording() {}

  static String why(Situation s) {
    String host = Masked.host(s.dialling().host());
    String key = s.dialling().key() + ".host ";
    if (s.isUnresolvable(Built.Cause.HOST)) {
      return key + "\"" + host + "\" cannot stand in a URL, so no request is ever sent.";
    }
    if (s.leadsToTheNodesLoopback()) {
      return key + host + " is the loopback of the node, where the kubelet runs, not the pod's.";
    }
    if (s.built() instanceof Built.Unsendable(var detail)) {
      return key + "\"" + host + "\" cannot be dialled: " + detail + ".";
    }
    return key
        + "\""
        + host
        + "\" leads away from the pod; what answers there cannot be seen from here.";
  }
}
