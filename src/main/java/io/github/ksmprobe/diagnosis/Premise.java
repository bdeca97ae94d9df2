package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.charts.ChartConstraint;
import io.github.ksmprobe.charts.ChartRelease;
import io.github.ksmprobe.charts.ChartSpan;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.workload.Assumption;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.ProxySettings;
import io.github.ksmprobe.workload.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a verdict takes for granted. */
public sealed interface Premise extends Explanation {

  /** What the manifest does not show. */
  record Hidden(Assumption assumption) implements Premise {}

  /** A version that is newer than the table serves what the newest one does. */
  record NewerVersion(KsmVersion version) implements Premise {}

  /** What that version serves is known in some other way than by asking it. */
  record NotMeasured(KsmVersion since, String how) implements Premise {}

  /** A version that names itself nowhere is one that answers as this one does. */
  record AnswersAs(KsmVersion since) implements Premise {}

  /** No version is known, and none matters. */
  record EveryRelease() implements Premise {}

  record ReleasedImage() implements Premise {}

  /** What a newer Kubernetes may know is left out of account. */
  record UnknownFields(List<String> fields) implements Premise {}

  /**
   * An umbrella that leaves open which chart it brings, while the charts differ.
   *
   * @param judged the ones that the verdict is for
   */
  record OneOfSeveralCharts(ChartRelease umbrella, ChartConstraint brings, ChartSpan judged)
      implements Premise {}

  /** A value that these releases of the chart do not have. */
  record UnknownValue(ChartSpan chart, String key) implements Premise {}

  /**
   * A release that is newer than the table renders what the newest one does.
   *
   * @param sameImage whether the version of kube-state-metrics is taken for granted too
   */
  record NewerChart(ChartRelease release, ChartSpan assumed, boolean sameImage)
      implements Premise {}

  /** All of a verdict on what listens there; none if everything is shown. */
  static List<Premise> of(KsmPod pod, ContractMatch match, Optional<Socket> socket) {
    List<Premise> premises = new ArrayList<>(hidden(pod.settings().assumptions()));
    socket
        .map(Socket::container)
        .map(pod.proxies()::get)
        .map(ProxySettings::assumptions)
        .ifPresent(assumptions -> premises.addAll(hidden(assumptions)));
    if (match instanceof ContractMatch.Newer(var version, _)) {
      premises.add(new NewerVersion(version));
    }
    if (match instanceof ContractMatch.Fingerprint(var row)) {
      premises.add(new AnswersAs(row.since()));
    }
    match
        .contract()
        .ifPresent(
            row ->
                row.unmeasured().ifPresent(how -> premises.add(new NotMeasured(row.since(), how))));
    return premises;
  }

  /** All of a statement that ports of kube-state-metrics are open. */
  static List<Premise> ofOpenPorts(KsmPod pod) {
    return hidden(
        pod.settings().assumptions().stream()
            .filter(assumption -> assumption.kind() != Assumption.Kind.HIDDEN_PORT)
            .toList());
  }

  private static List<Premise> hidden(List<Assumption> assumptions) {
    return assumptions.stream().<Premise>map(Hidden::new).toList();
  }
}
