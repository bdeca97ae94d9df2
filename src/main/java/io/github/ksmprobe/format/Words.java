package io.github.ksmprobe.format;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.round.PodReport;

/** Turns of phrase that more than one format uses. */
final class Words {

  private Words() {}

  /** {@code Deployment monitoring/ksm}. */
  static String workload(PodReport report) {
    var workload = report.pod().workload();
    String namespace = workload.namespace().isEmpty() ? "" : workload.namespace() + "/";
    return workload.kind() + " " + namespace + workload.name();
  }

  /** {@code kube-state-metrics v2.14.0 (by its image)}. */
  static String version(RunningVersion version) {
    String name =
        switch (version.match()) {
          case ContractMatch.Known(var known, _) -> known.toString();
          case ContractMatch.Newer(var newer, _) -> newer + ", newer than the table";
          case ContractMatch.Older(var older) -> older + ", older than the table";
          case ContractMatch.Fingerprint(var row) ->
              "of unknown version, answering as " + row.since();
          case ContractMatch.Unreadable _ -> "of unknown version";
        };
    String how =
        switch (version.source()) {
          case GIVEN, NONE -> "";
          case LANDING_PAGE -> " (by its landing page)";
          case BUILD_INFO -> " (by its build_info)";
          case IMAGE -> " (by its image)";
          case FINGERPRINT -> " (by its behaviour)";
        };
    return "kube-state-metrics " + name + how;
  }

  /** {@code failure (404)}, or "not judged". */
  static String result(Verdict verdict) {
    String status = verdict.statusCode() == 0 ? "" : " (" + verdict.statusCode() + ")";
    return verdict.result().map(Result::label).map(word -> word + status).orElse("not judged");
  }
}
