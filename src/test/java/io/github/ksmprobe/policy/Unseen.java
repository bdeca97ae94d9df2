package io.github.ksmprobe.policy;

import io.github.ksmprobe.diagnosis.Premise;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Dialling;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which limit keeps an error of {@code check} out of the API server's sight. */
public final class Unseen {

  /** What is wrong with these stands in the probe and in its container's ports. */
  private static final Set<Reason> WHATEVER_THE_FLAGS =
      Set.of(Reason.PORT_NAME_UNRESOLVED, Reason.WRONG_HOST, Reason.NOT_EXECUTABLE, Reason.NO_GRPC);

  private static final Set<Reason> BY_PATH =
      Set.of(Reason.WRONG_PORT, Reason.UNKNOWN_PATH, Reason.AUTH_REQUIRED);

  private static final Pattern CLEAN =
      Pattern.compile("/?([A-Za-z0-9_.~-]+(/[A-Za-z0-9_.~-]+)*/?)?([?][A-Za-z0-9_.~=&,-]*)?");

  private final KsmPod pod;
  private final Verdict verdict;
  private final Probe probe;

  private Unseen(KsmPod pod, Verdict verdict) {
    this.pod = pod;
    this.verdict = verdict;
    this.probe =
        pod.workload()
            .pod()
            .container(verdict.container())
            .flatMap(container -> container.probe(verdict.type()))
            .orElseThrow();
  }

  /** Empty where it must be refused. */
  public static Optional<Limit> of(KsmPod pod, Verdict error) {
    Unseen unseen = new Unseen(pod, error);
    return Stream.of(Limit.values()).filter(unseen::holds).findFirst();
  }

  private boolean holds(Limit limit) {
    Reason reason = verdict.reason();
    return switch (limit) {
      case HIDDEN_FLAGS -> !WHATEVER_THE_FLAGS.contains(reason) && isHidden();
      case NEIGHBOURS ->
          hasNeighbours()
              && (isProxied()
                  || Set.of(Reason.PORT_NOT_LISTENING, Reason.LOOPBACK_ONLY, Reason.NO_GRPC)
                      .contains(reason));
      case OTHER_CONTAINERS -> !verdict.container().equals(pod.ksm().name());
      case TAKEN_PORT -> reason == Reason.PROCESS_DOWN;
      case NEWER_RELEASE ->
          BY_PATH.contains(reason)
              && verdict.premises().stream().anyMatch(Premise.NewerVersion.class::isInstance);
      case OWN_ADDRESS ->
          reason == Reason.PORT_NOT_LISTENING
              && Stream.of(pod.settings().main(), pod.settings().telemetry())
                  .map(bind -> bind.address())
                  .anyMatch(address -> !address.isAny() && !address.isLoopback());
      case ODD_HOST ->
          probe.handler() instanceof Dialling dialling
              && (reason == Reason.WRONG_HOST
                  ? !BindAddress.isLoopback(dialling.host())
                  : reason == Reason.LOOPBACK_ONLY && !dialling.host().isEmpty());
      case ODD_REQUEST ->
          probe.handler() instanceof HttpGet get
              && (!CLEAN.matcher(get.path()).matches()
                  || get.path().matches(".*/\\.\\.?(/.*)?")
                  || !get.headers().isEmpty());
      case COPIED_IMAGE ->
          verdict.premises().stream().anyMatch(Premise.ReleasedImage.class::isInstance);
    };
  }

  private boolean isHidden() {
    return !pod.settings().assumptions().isEmpty()
        || Stream.concat(pod.ksm().command().stream(), pod.ksm().args().stream())
            .anyMatch(word -> word.contains("$"))
        || pod.ksm().command().stream()
            .limit(1)
            .anyMatch(program -> !program.matches("(.*/)?kube-state-metrics"));
  }

  private boolean hasNeighbours() {
    return pod.workload().pod().containers().stream()
        .anyMatch(one -> !one.equals(pod.ksm()) && !isExporter(one));
  }

  private boolean isProxied() {
    return probe.handler() instanceof Dialling dialling
        && pod.proxies().values().stream()
            .anyMatch(proxy -> String.valueOf(proxy.port()).equals(dialling.port().toString()));
  }

  private static boolean isExporter(Container one) {
    return (one.name() + one.image()).contains("ksm-probe-exporter");
  }
}
