package io.github.ksmprobe.replay;

import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.withImage;

import io.github.ksmprobe.Fixtures;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.replay.ReplayedPod.ProcessState;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Something that happens to kube-state-metrics.
 *
 * @param name of it
 * @param minutes how long it is looked at
 * @param sites the clusters that one Prometheus knows
 */
record Replay(String name, int minutes, List<ReplayedSite> sites) {

  private static final int MINUTE = 60;

  /** What is done to it begins then; before, all is well. */
  private static final int BEGIN = 10 * MINUTE;

  private static final Container RIGHT = ksm(liveness("/livez", 8080), readiness("/readyz", 8081));

  /** As the chart's 5.26 with an image from 2.14. */
  private static final Container WRONG = ksm(liveness("/livez", 8080), readiness("/readyz", 8080));

  private static final Container WRONG_LIVENESS =
      ksm(liveness("/livez", 8081), readiness("/readyz", 8081));

  /** As the chart's 5.29, which lets nobody through without a token. */
  private static final Container[] GUARDED = {
    behindProxy(overTls("/livez", new PortRef.Numbered(8080))), proxy("kube-rbac-proxy", 8080, 9090)
  };

  /** As the chart's 8.4, where the proxy alone declares the name. */
  private static final Container[] UNNAMED = {
    behindProxy(overTls("/livez", new PortRef.Named("http"))),
    proxy("kube-rbac-proxy", 8080, 9090, "--ignore-paths=/livez,/readyz")
  };

  static Stream<Replay> all() {
    return Stream.of(
        replay("all-is-well", 70, plain(Replay::always)),
        replay("all-is-well-watched", 70, plain(Replay::always).watchedFromOutside()),
        replay("crash-loop", 60, plain(Replay::crashLoop)),
        replay("crash-loop-watched", 60, plain(Replay::crashLoop).watchedFromOutside()),
        replay("crash-loop-by-a-wrong-probe", 60, site("ksm-a", Replay::crashLoop, WRONG_LIVENESS)),
        replay("proxy-asks-for-a-token", 60, site("ksm-a", Replay::crashLoop, GUARDED)),
        replay("port-name-not-declared", 40, site("ksm-a", Replay::always, UNNAMED)),
        replay("hanging", 45, plain(from(BEGIN, ProcessState.HANGING))),
        replay("killed-once", 40, plain(between(BEGIN, BEGIN + 45, ProcessState.DOWN))),
        replay("api-server-killed", 60, plain(killedByLiveness()).with(away(ApiServer.DOWN))),
        replay(
            "api-server-killed-watched",
            60,
            plain(killedByLiveness()).with(away(ApiServer.DOWN)).watchedFromOutside()),
        replay("api-server-hangs", 60, plain(killedByLiveness()).with(away(ApiServer.SLOW))),
        replay(
            "api-server-away-and-patience", 60, plain(Replay::always).with(away(ApiServer.DOWN))),
        replay(
            "api-server-hangs-and-patience", 60, plain(Replay::always).with(away(ApiServer.SLOW))),
        replay("api-server-blinks-then-out-of-memory", 60, blinksThenDies()),
        replay("api-server-blinks", 40, plain(Replay::always).with(Replay::blink)),
        replay("rollout", 60, rollout(RIGHT)),
        replay("rollout-hangs", 40, hangingRollout()),
        replay("rollout-watched", 60, rollout(RIGHT).watchedFromOutside()),
        replay("rollout-repairs-a-probe-then-all-goes", 60, repairedThenGone()),
        replay("node-drained", 60, drained(2 * MINUTE)),
        replay(
            "node-drained-watched",
            60,
            drained(2 * MINUTE).watchedFromOutside().exporting(outside(BEGIN, BEGIN + 90))),
        replay("node-drained-and-no-room-elsewhere", 60, drained(30 * MINUTE)),
        replay(
            "exporter-restarts", 40, plain(Replay::always).exporting(outside(BEGIN, BEGIN + 45))),
        replay(
            "exporter-restarts-watched",
            40,
            plain(Replay::always).watchedFromOutside().exporting(outside(BEGIN, BEGIN + MINUTE))),
        replay(
            "exporter-gone",
            50,
            plain(Replay::always).exporting(outside(BEGIN, BEGIN + 20 * MINUTE))),
        replay("one-shard-of-two-is-down", 45, twoShards()),
        replay("a-wrong-probe-is-not-why-another-pod-is-down", 45, wrongBesideDown()),
        replay(
            "two-clusters-one-down",
            60,
            plain(from(BEGIN, ProcessState.DOWN)).named("west"),
            site("ksm-a", Replay::always, WRONG).named("east")),
        replay(
            "two-clusters-one-without-a-target",
            60,
            plain(from(BEGIN, ProcessState.GONE)).named("west"),
            plain(Replay::always).named("east")),
        replay(
            "two-clusters-one-is-taken-down",
            60,
            plain(Replay::always).named("west").takenDownAt(BEGIN),
            plain(Replay::always).named("east")),
        replay(
            "two-clusters-one-with-a-wrong-probe",
            40,
            site("ksm-a", Replay::always, WRONG).named("west"),
            plain(Replay::always).named("east")));
  }

  private static Container ksm(Probe... probes) {
    return withImage(Fixtures.ksm(probes), "registry.example/kube-state-metrics:v2.20.0");
  }

  private static Container behindProxy(Probe probe) {
    return new Container(
        "kube-state-metrics",
        "registry.example/kube-state-metrics:v2.20.0",
        List.of(),
        List.of("--host=127.0.0.1", "--port=9090"),
        List.of(),
        List.of(),
        List.of(probe));
  }

  private static Probe overTls(String path, PortRef port) {
    return Probe.of(
        ProbeType.LIVENESS, new Handler.HttpGet(path, port, Scheme.HTTPS, "", List.of()));
  }

  private static Replay replay(String name, int minutes, ReplayedSite... sites) {
    return new Replay(name, minutes, List.of(sites));
  }

  private static ReplayedSite plain(IntFunction<ProcessState> life) {
    return site("ksm-a", life, RIGHT);
  }

  private static ReplayedSite site(
      String pod, IntFunction<ProcessState> life, Container... containers) {
    return ReplayedSite.of(new ReplayedPod(pod, "10.0.0.1", life, containers));
  }

  private static ProcessState always(int ignoredSecond) {
    return ProcessState.UP;
  }

  private static IntFunction<ProcessState> from(int begin, ProcessState then) {
    return between(begin, Integer.MAX_VALUE, then);
  }

  private static IntFunction<ProcessState> between(int begin, int end, ProcessState then) {
    return second -> second < begin || second >= end ? ProcessState.UP : then;
  }

  private static IntPredicate outside(int begin, int end) {
    return second -> second < begin || second >= end;
  }

  /** 45 s up, 5 min down; the first time sooner. */
  private static ProcessState crashLoop(int second) {
    return second < BEGIN || (second - BEGIN + 100) % 345 >= 300
        ? ProcessState.UP
        : ProcessState.DOWN;
  }

  private static IntFunction<ApiServer> away(ApiServer how) {
    return second -> second < BEGIN || second >= BEGIN + 25 * MINUTE ? ApiServer.UP : how;
  }

  /** Three failures of /livez, then it cannot start until the API server is back. */
  private static IntFunction<ProcessState> killedByLiveness() {
    return between(BEGIN + 45, BEGIN + 28 * MINUTE, ProcessState.DOWN);
  }

  private static ReplayedSite blinksThenDies() {
    return plain(from(BEGIN + 10 * MINUTE, ProcessState.DOWN)).with(Replay::blink);
  }

  private static ApiServer blink(int second) {
    return second < BEGIN || second >= BEGIN + 2 * MINUTE ? ApiServer.UP : ApiServer.DOWN;
  }

  /** The new pod is ready 30 s after it came, and 30 s later the old one goes. */
  private static ReplayedSite rollout(Container before) {
    return ReplayedSite.of(
        new ReplayedPod("ksm-a", "10.0.0.1", from(BEGIN + MINUTE, ProcessState.GONE), before),
        new ReplayedPod("ksm-b", "10.0.0.2", comes(BEGIN, 15), RIGHT));
  }

  /** The new pod's probe is wrong, so the old one stays. */
  private static ReplayedSite hangingRollout() {
    return ReplayedSite.of(
        new ReplayedPod("ksm-a", "10.0.0.1", Replay::always, RIGHT),
        new ReplayedPod("ksm-b", "10.0.0.2", comes(BEGIN, 15), WRONG));
  }

  /** Twenty minutes after a probe was put right, the new pod dies for another reason. */
  private static ReplayedSite repairedThenGone() {
    return ReplayedSite.of(
        new ReplayedPod(
            "ksm-a", "10.0.0.1", from(BEGIN + MINUTE, ProcessState.GONE), WRONG_LIVENESS),
        new ReplayedPod(
            "ksm-b",
            "10.0.0.2",
            second ->
                second > BEGIN + 5 * MINUTE ? ProcessState.DOWN : comes(BEGIN, 15).apply(second),
            RIGHT));
  }

  private static IntFunction<ProcessState> comes(int second, int starts) {
    return now ->
        now < second
            ? ProcessState.GONE
            : now < second + starts ? ProcessState.DOWN : ProcessState.UP;
  }

  private static ReplayedSite drained(int seconds) {
    return ReplayedSite.of(
        new ReplayedPod("ksm-a", "10.0.0.1", from(BEGIN, ProcessState.GONE), RIGHT),
        new ReplayedPod("ksm-b", "10.0.0.2", comes(BEGIN + seconds, 30), RIGHT));
  }

  private static ReplayedSite twoShards() {
    return ReplayedSite.of(
        new ReplayedPod("ksm-0", "10.0.0.1", Replay::always, RIGHT),
        new ReplayedPod("ksm-1", "10.0.0.2", from(BEGIN, ProcessState.DOWN), RIGHT));
  }

  private static ReplayedSite wrongBesideDown() {
    return ReplayedSite.of(
        new ReplayedPod("ksm-0", "10.0.0.1", Replay::always, WRONG),
        new ReplayedPod("ksm-1", "10.0.0.2", from(BEGIN, ProcessState.DOWN), RIGHT));
  }

  /** As input_series of a test of promtool's, one sample each 15 s. */
  String input(String rules) {
    StringBuilder input = new StringBuilder();
    for (ReplayedSite site : sites) {
      Recording recording = new Recording(rules::contains);
      site.record(recording, minutes * MINUTE);
      input.append(recording.input());
    }
    return input.toString();
  }

  /** The name as a test's name. */
  @Override
  public String toString() {
    return name;
  }
}
