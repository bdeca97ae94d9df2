package io.github.ksmprobe;

import io.github.ksmprobe.cli.Verdicts;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.round.PodReport;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportFormat;
import io.github.ksmprobe.round.Target;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Simulated pods on loopback addresses and the exporter on them: what {@code check} predicts, then
 * what a live round finds.
 *
 * @param text for people
 */
record Demo(ReportFormat text) {

  private static final String PODS = "demo/pods.yaml";
  private static final String API_SERVER_DOWN = "ksm-api-server-down";

  int run(Settings settings, boolean once, PrintWriter out, PrintWriter err) {
    Ending ending = Ending.armed();
    List<SimulatedPod> running = new ArrayList<>();
    try {
      List<Target> targets = start(running);
      out.println("What check predicts from the manifests alone:\n");
      out.println(
          text.render(
              targets.stream()
                  .map(Target::pod)
                  .map(pod -> PodReport.predicted(pod, RunningVersion.ofImage(pod.ksm().image())))
                  .toList()));
      return once ? once(settings, targets, out) : untilStopped(settings, targets, ending, out);
    } catch (IOException taken) {
      err.println(
          "The demo needs free ports on 127.0.1.0/24 and 127.0.2.0/24: "
              + taken.getMessage()
              + ".");
      err.flush();
      return Verdicts.UNREADABLE;
    } finally {
      running.forEach(SimulatedPod::close);
      ending.done();
    }
  }

  private int once(Settings settings, List<Target> targets, PrintWriter out) {
    Report report = Sidecar.once(settings, () -> targets);
    out.println("What a live round finds on the simulated pods:\n");
    out.print(text.render(report.pods()));
    out.flush();
    return Verdicts.FINE;
  }

  private int untilStopped(
      Settings settings, List<Target> targets, Ending ending, PrintWriter out) {
    try (Sidecar sidecar = Sidecar.start(settings, () -> targets)) {
      String url = Urls.of(sidecar.address());
      out.println("Page     " + url);
      out.println("Metrics  " + url + "metrics");
      out.println("JSON     " + url + "api/v1/report");
      out.println("\nCtrl-C ends it.");
      out.flush();
      ending.await();
    }
    return Verdicts.FINE;
  }

  private static List<Target> start(List<SimulatedPod> running) throws IOException {
    List<Target> targets = new ArrayList<>();
    int number = 10;
    for (Workload declared : workloads()) {
      number++;
      String ip = "127.0.1." + number;
      String loopback = "127.0.2." + number;
      KsmPod pod = KsmPod.of(declared.withPod(declared.pod().withIp(ip))).orElseThrow();
      Conditions world =
          declared.name().equals(API_SERVER_DOWN)
              ? Conditions.NORMAL.with(Conditions.ApiServer.DOWN)
              : Conditions.NORMAL;
      running.add(
          SimulatedPod.start(
              pod, loopback, RunningVersion.ofImage(pod.ksm().image()).match(), world));
      targets.add(new Target(pod, new Vantage(Optional.of(loopback), Optional.of(ip))));
    }
    return targets;
  }

  private static List<Workload> workloads() {
    try (var in = Objects.requireNonNull(Demo.class.getResourceAsStream(PODS))) {
      return ManifestFiles.loaded(io.github.ksmprobe.manifest.ManifestReader.read("demo.yaml", in))
          .workloads();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
