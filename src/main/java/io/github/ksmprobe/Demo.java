package io.github.ksmprobe;

import io.github.ksmprobe.cli.ExitCode;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.demo.DemoPod;
import io.github.ksmprobe.demo.DemoScript;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.lifecycle.GracefulShutdown;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.targets.Targets;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Simulated pods on loopback addresses and the exporter on them: what {@code check} predicts, then
 * what a live round finds. After that there are more pods, to which something happens.
 *
 * @param text for people
 * @param ending ends it
 */
record Demo(ReportFormat text, GracefulShutdown ending) {

  private static final String PODS = "demo/pods.yaml";
  private static final String STORY = "demo/story.yaml";
  private static final String API_SERVER_DOWN = "ksm-api-server-down";

  int run(Settings settings, boolean once, PrintWriter out, PrintWriter err) {
    List<DemoPod> pods = new ArrayList<>();
    try {
      for (Workload declared : workloads(PODS)) {
        pods.add(start(declared, pods.size(), false));
      }
      pods.stream()
          .filter(pod -> pod.name().equals(API_SERVER_DOWN))
          .forEach(pod -> pod.apiServer(ApiServer.DOWN));
      out.print("What check predicts from the manifests alone:\n\n");
      out.print(text.render(predicted(pods)) + "\n");
      return once ? once(settings, pods, out) : untilStopped(settings, pods, out, err);
    } catch (IOException taken) {
      err.println(
          "The demo needs free ports on 127.0.1.0/24 and 127.0.2.0/24: "
              + taken.getMessage()
              + ".");
      err.flush();
      return ExitCode.UNREADABLE;
    } finally {
      pods.forEach(DemoPod::close);
    }
  }

  private static List<PodReport> predicted(List<DemoPod> pods) {
    return targets(pods).current().stream()
        .map(Target::pod)
        .map(pod -> Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image())))
        .toList();
  }

  private int once(Settings settings, List<DemoPod> pods, PrintWriter out) {
    Report report = Sidecar.once(settings, targets(pods));
    out.print("What a live round finds on the simulated pods:\n\n");
    out.print(text.render(report.pods()));
    out.flush();
    return ExitCode.FINE;
  }

  private int untilStopped(Settings settings, List<DemoPod> pods, PrintWriter out, PrintWriter err)
      throws IOException {
    DemoScript story = story(pods);
    try (Sidecar sidecar = Sidecar.start(settings, targets(pods));
        ScheduledExecutorService telling = story.begin(err)) {
      String url = sidecar.url();
      out.println("Page     " + url);
      out.println("Metrics  " + url + "metrics");
      out.println("JSON     " + url + "api/v1/report");
      story.announce(out);
      out.println();
      out.println("Ctrl-C stops it.");
      out.flush();
      ending.await();
      telling.shutdownNow();
    }
    return ExitCode.FINE;
  }

  /** Starts the pods to which something happens, beside the others. */
  static DemoScript story(List<DemoPod> pods) throws IOException {
    List<Workload> declared = workloads(STORY);
    DemoPod upgrading = start(declared.get(0), pods.size(), false);
    pods.add(upgrading);
    DemoPod dependent = start(declared.get(2), pods.size(), false);
    pods.add(dependent);
    pods.add(start(declared.get(3), pods.size(), true));
    return DemoScript.of(upgrading, declared.get(1), dependent);
  }

  static Targets targets(List<DemoPod> pods) {
    List<DemoPod> all = List.copyOf(pods);
    return () -> all.stream().map(DemoPod::target).toList();
  }

  private static DemoPod start(Workload declared, int number, boolean walledOff)
      throws IOException {
    int last = 11 + number;
    return DemoPod.start(
        declared, "127.0.1." + last, "127.0.2." + last, walledOff, Clock.systemUTC());
  }

  private static List<Workload> workloads(String resource) {
    try (var in = Objects.requireNonNull(Demo.class.getResourceAsStream(resource))) {
      return ManifestReader.read("demo.yaml", in).workloads();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
