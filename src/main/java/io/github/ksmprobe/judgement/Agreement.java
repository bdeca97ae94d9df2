package io.github.ksmprobe.judgement;

import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.workload.ProbeType;
import java.util.Locale;
import java.util.Optional;

/**
 * How the kubelet's view on a container stands to what its readiness probe gets here. Only
 * readiness can be compared: of the other probes a pod's status says nothing.
 */
public enum Agreement {
  /** Ready and success, or not ready and no success. */
  AGREES,
  /** Success here, not ready there, and not yet for longer than the kubelet needs. */
  KUBELET_LAGS,
  /** Success here, not ready there, for longer than the kubelet needs. */
  KUBELET_DISAGREES,
  /** No success here, ready there. */
  ONLY_KUBELET_SUCCEEDS,
  /** There is no readiness probe, or none whose result is known here. */
  NOT_COMPARED;

  /** The container of that state, beside the verdict on its readiness probe. */
  public static Agreement of(PodReport report, ContainerState state) {
    Optional<Result> here =
        report.verdicts().stream()
            .filter(verdict -> verdict.container().equals(state.container()))
            .filter(verdict -> verdict.type() == ProbeType.READINESS)
            .findFirst()
            .flatMap(Verdict::result);
    if (here.isEmpty()) {
      return NOT_COMPARED;
    }
    boolean success = here.get() == Result.SUCCESS;
    if (success == state.ready()) {
      return AGREES;
    }
    if (state.ready()) {
      return ONLY_KUBELET_SUCCEEDS;
    }
    boolean lasting =
        report.disagreements().stream()
            .anyMatch(one -> one.container().equals(state.container()) && one.lasting());
    return lasting ? KUBELET_DISAGREES : KUBELET_LAGS;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the two contradict each other, or seem to. */
  public boolean differs() {
    return switch (this) {
      case AGREES, NOT_COMPARED -> false;
      case KUBELET_LAGS, KUBELET_DISAGREES, ONLY_KUBELET_SUCCEEDS -> true;
    };
  }
}
