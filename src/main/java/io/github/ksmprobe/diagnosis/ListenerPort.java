package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.workload.KsmPod;

/**
 * A listener and where a pod has it.
 *
 * @param port 0 if an argument hides it
 */
public record ListenerPort(Listener listener, int port) {

  static ListenerPort of(KsmPod pod, Listener listener) {
    return new ListenerPort(listener, pod.settings().bind(listener).port());
  }
}
