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
        container.equals(pod.ksm()) ? StaticImage.of(container) : StaticImage.UNKNOWN;
    String program = exec.command().isEmpty() ? "" : exec.command().getFirst();
    if (image == StaticImage.UNKNOWN
        || program.isEmpty()
        || StaticImage.mayComeFromElsewhere(program, exec.mounts(), container)) {
      return unsupported(
          container, probe, "The probe runs a command in the container, which is not judged.");
    }
    if (StaticImage.isBinary(program)) {
      return unsupported(
          container,
          probe,
          "The probe starts the image's own binary once more; its exit code says nothing about the process that serves.");
    }
    String shown = Masked.of(program);
    Verdict verdict =
        judged(
            container,
            probe,
            "exec " + shown,
            Result.DISCARDED,
            Reason.NOT_EXECUTABLE,
            "\""
                + shown
                + "\" is not in the image, which holds one static binary and no shell, so the command cannot start.");
    return switch (image) {
      case CERTAIN, UNKNOWN -> verdict;
      case LIKELY ->
          verdict.assuming("Assumed: the image is a copy of the one that the project releases.");
    };
  }

  Verdict grpc(Container container, Probe probe, Grpc grpc) {
    Optional<String> stranger =
        pod.at(grpc.port())
            .filter(socket -> socket.role() instanceof Role.Other)
            .map(Socket::container);
    return stranger
        .map(
            other ->
                unsupported(
                    container,
                    probe,
                    "The probe asks container " + other + " over gRPC, which is not judged."))
        .orElseGet(
            () ->
                judged(
                    container,
                    probe,
                    "gRPC " + pod.ip() + ":" + grpc.port(),
                    Result.FAILURE,
                    Reason.NO_GRPC,
                    "The kubelet asks port "
                        + grpc.port()
                        + " over gRPC, and kube-state-metrics serves none on any port."));
  }

  private static Verdict unsupported(Container container, Probe probe, String why) {
    return Diagnosis.note(container, probe.type(), Reason.UNSUPPORTED, why, "");
  }

  private Verdict judged(
      Container container, Probe probe, String request, Result result, Reason reason, String why) {
    return new Verdict(
        container.name(),
        probe.type(),
        Optional.of(request),
        Optional.of(result),
        reason,
        Severity.of(reason, Optional.of(result)),
        0,
        why + Consequences.of(probe, result),
        "Use httpGet instead: " + Fixes.health(pod, match) + ".",
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
