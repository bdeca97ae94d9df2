package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.Probe;

/** What the kubelet does if a probe keeps its result: its worker's rules, in one sentence. */
final class Consequences {

  private Consequences() {}

  /** Empty on success. */
  static String of(Probe probe, Result result) {
    return switch (result) {
      case SUCCESS -> "";
      case FAILURE ->
          switch (probe.type()) {
            case LIVENESS -> " The container is restarted after " + failures(probe) + ".";
            case READINESS -> " The pod does not become Ready; nothing restarts it.";
            case STARTUP -> " The container is killed after " + failures(probe) + ".";
          };
      case DISCARDED ->
          switch (probe.type()) {
            case LIVENESS ->
                " The kubelet discards each run: the container is never restarted, hung or not.";
            case READINESS ->
                " The kubelet discards each run: the pod never becomes Ready and nothing restarts it.";
            case STARTUP ->
                " The kubelet discards each run: startup never ends, and the other probes never start.";
          };
    };
  }

  private static String failures(Probe probe) {
    int times = probe.failureThreshold();
    return times == 1 ? "one failure" : times + " failures in a row";
  }
}
