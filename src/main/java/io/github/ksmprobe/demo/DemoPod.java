package io.github.ksmprobe.demo;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.simulator.SimulatedKubelet;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** A simulated pod that may be upgraded or lose its API server while it is watched. */
public final class DemoPod implements AutoCloseable {

  private final String loopback;
  private final Clock clock;
  private KsmPod pod;
  private SimulatedPod running;
  private SimulatedKubelet kubelet;

  private DemoPod(KsmPod pod, String loopback, boolean walledOff, Clock clock) throws IOException {
    this.pod = pod;
    this.loopback = loopback;
    this.clock = clock;
    this.running = serve(pod, loopback);
    this.kubelet = new SimulatedKubelet(pod, clock.instant(), walledOff, Optional.empty());
  }

  /**
   * Starts it.
   *
   * @param ip the pod's address
   * @param loopback the address that stands for its loopback
   * @param walledOff whether something between node and pod stops the kubelet's requests
   * @throws IOException if one of its ports is taken
   */
  public static DemoPod start(
      Workload declared, String ip, String loopback, boolean walledOff, Clock clock)
      throws IOException {
    KsmPod pod = KsmPod.of(declared.withPod(declared.pod().withIp(ip))).orElseThrow();
    return new DemoPod(pod, loopback, walledOff, clock);
  }

  public String name() {
    return pod.workload().name();
  }

  /** As it stands now, with what its kubelet says. */
  public synchronized Target target() {
    return new Target(
        pod,
        new Vantage(Optional.of(loopback), Optional.of(pod.ip())),
        kubelet.view(clock.instant()));
  }

  /**
   * Replaces it, at the same addresses.
   *
   * @throws IOException if one of its ports was taken meanwhile
   */
  synchronized void replace(Workload declared) throws IOException {
    running.close();
    pod = KsmPod.of(declared.withPod(declared.pod().withIp(pod.ip()))).orElseThrow();
    running = serve(pod, loopback);
    kubelet = new SimulatedKubelet(pod, clock.instant(), kubelet.walledOff(), Optional.empty());
  }

  /** Changes how the API server behaves towards it. */
  public synchronized void apiServer(ApiServer state) {
    running.set(Conditions.NORMAL.with(state));
    kubelet =
        new SimulatedKubelet(
            pod,
            kubelet.started(),
            kubelet.walledOff(),
            state == ApiServer.UP ? Optional.empty() : Optional.of(clock.instant()));
  }

  private static SimulatedPod serve(KsmPod pod, String loopback) throws IOException {
    return SimulatedPod.start(
        pod, loopback, RunningVersion.ofImage(pod.ksm().image()).match(), Conditions.NORMAL);
  }

  @Override
  public synchronized void close() {
    running.close();
  }
}
