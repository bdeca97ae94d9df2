package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.judgement.Comparison;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.targets.Manifests;
import io.github.ksmprobe.wording.ComparisonWords;
import io.github.ksmprobe.workload.KsmPod;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code --from}: what becomes of the probes from one render, or one chart, to another. */
final class ComparingRun {

  private final PrintWriter out;
  private final PrintWriter err;

  ComparingRun(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Of files; the exit code that check has for the new ones. */
  int files(
      Manifests manifests,
      String old,
      List<String> files,
      List<KsmVersion> wanted,
      OutputOptions printing) {
    List<PodReport> before = new ArrayList<>();
    List<PodReport> after = new ArrayList<>();
    // What is named with --ksm-version is what comes; what runs now is the image's.
    boolean readable = read(manifests, old, List.of(), before);
    for (String file : files) {
      readable &= read(manifests, file, wanted, after);
    }
    // What could not be read is not gone, and what is in the other one not new.
    if (!readable && (before.isEmpty() || after.isEmpty())) {
      return ExitCode.UNREADABLE;
    }
    tell(before, after);
    return readable ? printing.exitCode(Tally.of(after)) : ExitCode.UNREADABLE;
  }

  private boolean read(
      Manifests manifests, String file, List<KsmVersion> wanted, List<PodReport> into) {
    Manifests.Loaded loaded = manifests.read(file);
    loaded.workloads().stream()
        .flatMap(workload -> KsmPod.of(workload).stream())
        .forEach(pod -> into.addAll(Judge.predicted(pod, wanted)));
    loaded.problems().forEach(err::println);
    err.flush();
    return loaded.problems().isEmpty();
  }

  void tell(List<PodReport> before, List<PodReport> after) {
    for (Comparison comparison : Comparison.of(before, after)) {
      ComparisonWords.of(comparison).forEach(out::println);
    }
    out.flush();
    err.println(Tally.of(after).words(0));
    err.flush();
  }
}
