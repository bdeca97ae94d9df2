package io.github.ksmprobe.cli;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.repair.ChartRepair;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.repair.Remedy;
import io.github.ksmprobe.repair.Repairs;
import io.github.ksmprobe.targets.Manifests;
import io.github.ksmprobe.wording.RepairWords;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code check --fix}: writes what is certain into the files, and says what is left. */
final class FixingRun {

  private final Manifests manifests;
  private final List<KsmVersion> wanted;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Tally left = new Tally();
  private int passedOver;
  private boolean unread;

  FixingRun(Manifests manifests, List<KsmVersion> wanted, PrintWriter out, PrintWriter err) {
    this.manifests = manifests;
    this.wanted = wanted;
    this.out = out;
    this.err = err;
  }

  /** What is left once the files are changed. */
  Tally run(List<String> files) {
    files.forEach(this::fix);
    out.flush();
    err.println(left.words(passedOver));
    err.flush();
    return left;
  }

  /** Whether a file could not be read, or not be written. */
  boolean isUnread() {
    return unread;
  }

  private void fix(String file) {
    Manifests.Loaded loaded = manifests.read(file);
    passedOver += loaded.passedOver();
    loaded.problems().forEach(err::println);
    unread |= !loaded.problems().isEmpty();
    List<PodRepair> all =
        loaded.workloads().stream()
            .flatMap(workload -> KsmPod.of(workload).stream())
            .map(pod -> Repairs.of(Judge.predicted(pod, wanted)))
            .toList();
    List<PodRepair> written =
        all.stream()
            .filter(one -> !one.changes().isEmpty())
            .filter(one -> ChartRepair.chart(one.workload()).isEmpty())
            .toList();
    Optional<String> refused =
        written.isEmpty() ? Optional.empty() : manifests.write(file, written);
    refused.ifPresent(why -> err.println(file + ": " + why));
    unread |= refused.isPresent();
    for (PodRepair repair : all) {
      boolean done = written.contains(repair) && refused.isEmpty();
      tell(repair, done);
      Workload now = done ? repair.workload().withPod(repair.repaired()) : repair.workload();
      reports(now).forEach(left::add);
    }
  }

  private List<PodReport> reports(Workload workload) {
    return KsmPod.of(workload).map(pod -> Judge.predicted(pod, wanted)).orElse(List.of());
  }

  private void tell(PodRepair repair, boolean done) {
    List<String> lines = new ArrayList<>();
    if (done) {
      lines.addAll(RepairWords.of(repair));
    }
    Optional<String> chart = ChartRepair.chart(repair.workload());
    if (chart.isPresent() && !repair.remedies().isEmpty()) {
      lines.add("rendered from " + chart.get() + " and not changed here:");
      RepairWords.of(ChartRepair.of(repair)).forEach(line -> lines.add("  " + line));
    } else {
      repair.remedies().stream()
          .filter(Remedy.Open.class::isInstance)
          .forEach(open -> lines.addAll(RepairWords.of(open)));
    }
    if (!lines.isEmpty()) {
      out.println(repair.workload().source() + ": " + repair.workload().title());
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
