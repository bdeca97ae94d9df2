package io.github.ksmprobe.soak;

import io.github.ksmprobe.RunningProgram;
import io.github.ksmprobe.Until;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of an exporter that runs among servers that misbehave, scrape by scrape. */
final class ServerWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(150);

  /** Connections and threads come and go a little. */
  private static final int SLACK = 12;

  /**
   * Less than what a handful of the right pod's answers have, more than what the VM itself does.
   */
  private static final int DIRECT_SLACK_KIB = 4 << 10;

  /** More than a pod has that has failed in each way that there is on each path. */
  private static final int SERIES = 700;

  private final Case one;
  private final RunningProgram exporter;
  private final Duration interval;
  private final Busy busy;
  private Scrape last = Scrape.of("");

  ServerWatch(Case one, RunningProgram exporter, Duration interval, Busy busy) {
    this.one = one;
    this.exporter = exporter;
    this.interval = interval;
    this.busy = busy;
  }

  /** Looks at it for some rounds; the first two pods are well, all others are closed meanwhile. */
  void watch(List<HostilePod> pods) throws IOException, InterruptedException {
    await(one.size(3, 8));
    Scrape first = last;
    Vitals before = Vitals.of(exporter.pid());
    await(one.size(9, 40));
    pace(first);
    for (HostilePod pod : pods.subList(2, pods.size())) {
      // Whoever still waits for one of them is let go.
      pod.close();
    }
    await(rounds(last) + 2);
    Vitals after = Vitals.of(exporter.pid());
    one.did("rounds", (long) rounds(last));
    int series = last.series().size();
    one.check(
        series <= SERIES * pods.size(), () -> series + " series for " + pods.size() + " pods");
    flat("threads", before.threads(), after.threads(), SLACK);
    flat("open files", before.files(), after.files(), SLACK);
    flat("KiB of memory of buffers", before.direct(), after.direct(), DIRECT_SLACK_KIB);
  }

  private void flat(String what, long before, long after, long slack) {
    one.check(
        after <= before + slack,
        () -> what + " grow from " + before + " to " + after + " by round " + rounds(last));
  }

  /** Looks at everything again and again until so many rounds have been. */
  private void await(double rounds) {
    Duration longest = PATIENCE.plus(interval.multipliedBy(3L * (long) rounds));
    boolean came =
        Until.holds(
            longest,
            LOOK_EVERY,
            () -> {
              Scrape scrape = Scrape.of(exporter.get("/metrics").body());
              scrape.check(one, last);
              truth(scrape);
              report(exporter.get("/api/v1/report").body());
              last = scrape;
              return rounds(scrape) >= rounds;
            });
    one.check(came, () -> "only " + rounds(last) + " rounds of " + rounds);
  }

  /** One request of that kind is sent in each round. */
  private static double rounds(Scrape scrape) {
    return scrape.of("ksm_probe_endpoint_requests_total", "stable").entrySet().stream()
        .filter(entry -> entry.getKey().contains("path=\"/readyz\""))
        .filter(entry -> entry.getKey().contains("listener=\"telemetry\""))
        .mapToDouble(entry -> entry.getValue())
        .sum();
  }

  private void truth(Scrape scrape) {
    for (String pod : List.of("stable", "patient")) {
      scrape
          .of("ksm_probe_kubelet_success", pod)
          .forEach((key, value) -> one.check(value == 1, () -> "not so: " + key + " " + value));
      scrape
          .of("ksm_probe_mismatch", pod)
          .forEach((key, value) -> one.check(value == 0, () -> "not so: " + key + " " + value));
    }
  }

  private void report(String json) {
    one.did("reports", 1);
    Printed.raw(one, "the report", json);
    for (JsonNode report : JsonMapper.shared().readTree(json).path("reports")) {
      String pod = report.path("name").asString("");
      for (JsonNode probe : report.path("probes")) {
        String result = probe.path("result").asString("");
        String reason = probe.path("reason").asString("");
        int status = probe.path("statusCode").asInt(0);
        boolean good = status >= 200 && status < 400;
        one.check(!result.equals("success") || good, () -> pod + ": no success: " + probe);
        one.check(
            !result.equals("failure") || !good || !reason.equals("ok"),
            () -> pod + ": no failure: " + probe);
        one.check(
            !reason.equals("ok") || result.equals("success"),
            () -> pod + ": ok without success: " + probe);
        one.check(!pod.equals("stable") || reason.equals("ok"), () -> pod + " is not ok: " + probe);
      }
    }
  }

  private void pace(Scrape first) {
    if (busy.lateness().toMillis() * 20 > interval.toMillis()) {
      one.did("times the pace was not judged, the machine being too busy", 1);
      return;
    }
    String when = "ksm_probe_last_round_timestamp_seconds";
    double each = (last.value(when) - first.value(when)) / (rounds(last) - rounds(first));
    double asked = interval.toMillis() / 1000.0;
    one.check(
        each < asked * 1.6,
        () -> "a round each %.2f s where %.2f were asked".formatted(each, asked));
  }
}
