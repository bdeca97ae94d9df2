package io.github.ksmprobe.format;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.VersionWords;

/** Turns of phrase that more than one format uses. */
final class Words {

  private Words() {}

  /** {@code Deployment monitoring/ksm}. */
  static String workload(PodReport report) {
    return report.pod().workload().title();
  }

  /** {@code kube-state-metrics v2.14.0 (by its image)}. */
  static String version(PodReport report) {
    RunningVersion version = report.version();
    String source = VersionWords.source(version);
    return report.pod().component().name()
        + " "
        + VersionWords.name(version)
        + (source.isEmpty() ? "" : " (" + source + ")");
  }

  /** {@code failure (404)}, or "not judged". */
  static String result(Verdict verdict) {
    String status = verdict.statusCode() == 0 ? "" : " (" + verdict.statusCode() + ")";
    return verdict.result().map(Result::label).map(word -> word + status).orElse("not judged");
  }
}
