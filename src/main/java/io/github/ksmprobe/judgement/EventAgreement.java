package io.github.ksmprobe.judgement;

import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.podstatus.ContainerState;
import io.github.ksmprobe.podstatus.UnhealthyEvent;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an event of the kubelet on a probe stands to the verdict on it. */
public enum EventAgreement {
  /** The probe does not succeed here either, and not in another way. */
  AGREES,
  /** It succeeds here, and the kubelet has not complained lately. */
  PAST,
  /** It succeeds here, and the kubelet complains all the time. */
  ONLY_HERE,
  /** Neither succeeds, but they get different statuses. */
  ANOTHER_STATUS,
  /** What it gets is not known here, or when the event was is not. */
  NOT_COMPARED;

  private static final Pattern STATUS = Pattern.compile("statuscode: (\\d{3})");

  /** For the kubelet to write an event, and for the API server to show it. */
  private static final Duration WRITING = Duration.ofSeconds(10);

  /** The event, beside the verdict on the probe that it speaks of. */
  public static EventAgreement of(PodReport report, UnhealthyEvent event) {
    Optional<Verdict> verdict =
        report.verdicts().stream()
            .filter(one -> one.container().equals(event.container()) && one.type() == event.type())
            .findFirst();
    Optional<Result> here = verdict.flatMap(Verdict::result);
    Optional<Instant> now = report.kubelet().seenAt().map(moment -> moment.time());
    if (here.isEmpty() || now.isEmpty()) {
      return NOT_COMPARED;
    }
    boolean lately = event.last().plus(patience(report, event)).isAfter(now.get());
    if (here.get() == Result.SUCCESS) {
      return lately && !isReady(report, event) ? ONLY_HERE : PAST;
    }
    Matcher status = STATUS.matcher(event.message());
    int mine = verdict.get().statusCode();
    return lately && status.find() && mine != 0 && mine != Integer.parseInt(status.group(1))
        ? ANOTHER_STATUS
        : AGREES;
  }

  /** Only of readiness does the status say how it is now. */
  private static boolean isReady(PodReport report, UnhealthyEvent event) {
    return event.type() == ProbeType.READINESS
        && report.kubelet().container(event.container()).filter(ContainerState::ready).isPresent();
  }

  private static Duration patience(PodReport report, UnhealthyEvent event) {
    return report
        .pod()
        .workload()
        .pod()
        .container(event.container())
        .flatMap((Container container) -> container.probe(event.type()))
        .map((Probe probe) -> probe.period().multipliedBy(2).plus(probe.timeout()))
        .orElse(Duration.ZERO)
        .plus(WRITING);
  }

  /** Whether the two contradict each other. */
  public boolean differs() {
    return switch (this) {
      case ONLY_HERE, ANOTHER_STATUS -> true;
      case AGREES, PAST, NOT_COMPARED -> false;
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
