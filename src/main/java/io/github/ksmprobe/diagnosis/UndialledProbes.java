package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.kubelet.Masked;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.Exec;
import io.github.ksmprobe.workload.Handler.Grpc;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.Socket;
import io.github.ksmprobe.workload.Socket.Role;
import io.github.ksmprobe.workload.StaticImage;
import java.util.List;
import java.util.Optional;

/**
 * Verdicts on exec and grpc probes, which cannot be repeated from here: what the image holds and
 * what kube-state-metrics speaks decides, live as well as predicted.
 *
 * @param pod who listens where
 * @param match the version that runs, as far as it is known
 */
record UndialledProbes(KsmPod pod, ContractMatch match) {

  Verdict exec(Container container, Probe probe, Exec exec) {
    StaticImage image =
        isKnown() && container.equals(pod.ksm()) ? StaticImage.of(container) : StaticImage.UNKNOWN;
    String program = exec.command().isEmpty() ? "" : exec.command().getFirst();
    if (image == StaticImage.UNKNOWN
        || program.isEmpty()
        || StaticImage.mayComeFromElsewhere(program, exec.mounts(), container)) {
      return unsupported(container, probe, Explanation.Plain.COMMAND_NOT_JUDGED);
    }
    if (StaticImage.isBinary(program)) {
      return unsupported(container, probe, Explanation.Plain.OWN_BINARY_AS_COMMAND);
    }
    String shown = Masked.of(program);
    Verdict verdict =
        judged(
            container,
            probe,
            "exec " + shown,
            Result.DISCARDED,
            Reason.NOT_EXECUTABLE,
            new Explanation.NotInImage(shown));
    return switch (image) {
      case CERTAIN, UNKNOWN -> verdict;
      case LIKELY -> verdict.assuming(List.of(new Premise.ReleasedImage()));
    };
  }

  Verdict grpc(Container container, Probe probe, Grpc grpc) {
    Optional<String> stranger =
        pod.at(grpc.port())
            .filter(socket -> socket.role() instanceof Role.Other || !isKnown())
            .map(Socket::container)
            .or(() -> isKnown() ? Optional.empty() : Optional.of(container.name()));
    return stranger
        .map(other -> unsupported(container, probe, new Explanation.GrpcOfStranger(other)))
        .orElseGet(
            () ->
                judged(
                    container,
                    probe,
                    "gRPC " + pod.ip() + ":" + grpc.port(),
                    Result.FAILURE,
                    Reason.NO_GRPC,
                    new Explanation.NoGrpc(grpc.port())));
  }

  // What the images of the others hold, and whether they serve gRPC, nobody has written down.
  private boolean isKnown() {
    return pod.component().isKubeStateMetrics();
  }

  private Verdict unsupported(Container container, Probe probe, Explanation why) {
    return Diagnosis.note(pod.component(), container, probe.type(), Reason.UNSUPPORTED, why);
  }

  private Verdict judged(
      Container container,
      Probe probe,
      String request,
      Result result,
      Reason reason,
      Explanation why) {
    return new Verdict(
        pod.component(),
        container.name(),
        probe.type(),
        Optional.of(request),
        Optional.of(result),
        reason,
        Severity.of(reason, Optional.of(result)),
        0,
        List.of(why, Explanation.Consequence.of(probe, result)),
        List.of(WayIn.health(Fix.Instead.NO_HTTP, pod, match, Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }
}
