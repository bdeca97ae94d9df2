package io.github.ksmprobe;

import io.github.ksmprobe.cli.ExitCode;
import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.Output;
import io.github.ksmprobe.cli.ScanOrder;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.history.WatchLines;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubernetes.LivePods;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.scan.ClusterScan;
import io.github.ksmprobe.scan.Found;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks at a cluster from outside, once or again and again.
 *
 * @param order what to do
 * @param terminal whether somebody waits in front of one
 */
record Scanning(ScanOrder order, Formats formats, boolean terminal) {

  /** Of one pod at once. */
  private static final int REQUESTS_A_POD = 8;

  int run(PrintWriter out, PrintWriter err) {
    try (LivePods pods = LivePods.open(order.choice(), order.component());
        VertxProber prober = new VertxProber(REQUESTS_A_POD)) {
      ClusterScan scan = new ClusterScan(prober::through);
      List<PodReport> reports = look(pods, scan, err);
      out.print(formats.of(order.output()).render(reports));
      out.flush();
      if (order.output() == Output.text) {
        err.println(ExitCode.lastLine(reports, order.component()) + hint(reports, pods));
        err.flush();
      }
      if (order.every().isPresent()) {
        watch(pods, scan, reports, out, err);
      }
      return ExitCode.exitCode(reports, order.strict());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCode.UNREADABLE;
    }
  }

  private List<PodReport> look(LivePods pods, ClusterScan scan, PrintWriter err)
      throws InterruptedException {
    LivePods.Seen seen = pods.look();
    seen.problems().forEach(problem -> err.println("Note: " + problem + "."));
    err.flush();
    if (!order.versions().isEmpty()) {
      // What another version would get is asked of the model and of no pod.
      return seen.pods().stream()
          .map(Found::target)
          .flatMap(target -> Judge.predicted(target.pod(), order.versions()).stream())
          .toList();
    }
    try (Progress progress = new Progress(seen.pods().size(), terminal, err)) {
      return scan.of(seen.pods(), progress::oneMore);
    }
  }

  private void watch(
      LivePods pods, ClusterScan scan, List<PodReport> first, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    WatchLines lines = new WatchLines();
    Duration every = order.every().orElseThrow();
    lines.of(report(first, every));
    while (!out.checkError()) {
      Thread.sleep(every);
      try {
        lines.of(report(look(pods, scan, err), every)).forEach(out::println);
        out.flush();
      } catch (InvalidSetting gone) {
        err.println(gone.getMessage());
        err.flush();
      }
    }
  }

  private static Report report(List<PodReport> pods, Duration every) {
    return new Report(pods, Instant.now(), Duration.ZERO, every);
  }

  private String hint(List<PodReport> reports, LivePods pods) {
    return reports.isEmpty()
        ? pods.namespace()
            .map(name -> " Looked in namespace " + name + "; -A looks in all.")
            .orElse(" Looked in all namespaces; -l '' looks at pods of every label.")
        : "";
  }
}
