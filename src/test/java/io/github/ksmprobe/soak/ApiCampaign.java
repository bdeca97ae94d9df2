package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.Until;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.kubernetes.FakeApi;
import io.github.ksmprobe.kubernetes.FakeApi.Mood;
import io.github.ksmprobe.kubernetes.FakeApi.Request;
import io.github.ksmprobe.kubernetes.Followed;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.round.Rounds;
import io.github.ksmprobe.round.Spread;
import io.github.ksmprobe.wording.Wording;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A pod whose configuration is right, while the API server fails in every way and the pod itself
 * dies, freezes and comes back. Whatever happens, nothing is wrong with the configuration.
 */
final class ApiCampaign implements Campaign {

  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** The watcher's pauses grow with each failure. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Ways to fail, and whether the server cannot be used meanwhile; a refusal is an answer, and so
   * is one in which there is no pod.
   */
  private enum Failing {
    UNAUTHORIZED(false),
    FORBIDDEN(false),
    GONE(false),
    ERROR(true),
    BUSY(true),
    GARBAGE(true),
    TRUNCATED(true),
    OTHER_JSON(false),
    CLOSES(true),
    HANGS(true),
    SLOW(false);

    private final boolean unusable;

    Failing(boolean unusable) {
      this.unusable = unusable;
    }

    Mood mood(FakeApi api) {
      return switch (this) {
        case UNAUTHORIZED -> FakeApi.status(401);
        case FORBIDDEN -> FakeApi.status(403);
        case GONE -> FakeApi.status(410);
        case ERROR -> FakeApi.status(500);
        case BUSY -> FakeApi.status(503, "upstream connect error");
        case GARBAGE -> FakeApi.raw("+PONG\r\n");
        case TRUNCATED ->
            FakeApi.raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
                    + "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"kind\":\"Po");
        case OTHER_JSON -> FakeApi.json("[1, {\"kind\": null}]");
        case CLOSES -> _ -> {};
        case HANGS -> api.hang();
        case SLOW ->
            out -> {
              for (byte one :
                  "HTTP/1.1 200 OK\r\nX: y\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                out.write(one);
                out.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
              }
            };
      };
    }
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public String about() {
    return "an API server that refuses, hangs, breaks off and comes back, and a pod that dies and"
        + " freezes: never a mismatch, and what is up is known";
  }

  @Override
  public int few() {
    return 2;
  }

  @Override
  public void attempt(Case one) throws Exception {
    SplittableRandom random = one.random();
    boolean within = one.number() % 2 == 0;
    String ip =
        "127." + (100 + ProcessHandle.current().pid() % 100) + ".252." + (1 + one.number() % 250);
    int main = freePort();
    int telemetry = freePort();
    String json = Followed.pod(ip, main, telemetry);
    CountDownLatch endOfWatches = new CountDownLatch(1);
    Function<Request, Mood> well = request -> Followed.well(request, json, endOfWatches);
    try (FakeApi api = new FakeApi(well);
        FailingPod pod = new FailingPod(Followed.declared(json), main, telemetry);
        Followed followed = within ? Followed.fromWithin(api) : Followed.fromOutside(api);
        VertxProber prober = new VertxProber()) {
      pod.up();
      Watch watch = new Watch(one, pod);
      InternalErrors errors = new InternalErrors();
      Spread spread = within ? Spread.together() : Spread.even(new ConcurrencyLimit(8));
      Round round = new Round(prober, INTERVAL, INTERVAL, 4);
      try (Rounds rounds =
          new Rounds(followed, round, spread, INTERVAL, List.of(watch::accept), errors)) {
        rounds.start();
        watch.awaitWell(followed, "at the start");
        for (int act = one.size(2, 8); act > 0 && one.failures().isEmpty(); act--) {
          trouble(watch, followed, api, pod, random);
          api.behave(well);
          if (random.nextInt(4) == 0) {
            api.breakOff();
          }
          pod.up();
          watch.awaitWell(followed, "once all is well again");
        }
        one.check(
            errors.counts().values().stream().allMatch(count -> count == 0),
            () -> "caught: " + errors.counts());
      } finally {
        endOfWatches.countDown();
      }
    }
  }

  private static void trouble(
      Watch watch, Followed followed, FakeApi api, FailingPod pod, SplittableRandom random)
      throws IOException {
    Failing failing = oneOf(random, Failing.values());
    boolean broken = random.nextInt(3) > 0;
    watch.during = failing + (broken ? ", watches broken off" : "");
    api.behave(_ -> failing.mood(api));
    if (broken) {
      api.breakOff();
    }
    if (random.nextBoolean()) {
      pod.worse(random);
      watch.also(", pod " + pod.state());
    }
    watch.one.did("troubles", 1);
    watch.awaitRounds(2 + random.nextInt(4));
    if (failing.unusable) {
      boolean known = Until.holds(PATIENCE, LOOK_EVERY, () -> !followed.isUp());
      watch.one.check(known, () -> watch.during + ": the API server counts as up");
    }
    if (random.nextBoolean()) {
      pod.up();
      watch.also(", then up");
      watch.awaitRounds(1 + random.nextInt(3));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Looks at every report. */
  private static final class Watch {
    private final Case one;
    private final FailingPod pod;
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile List<Verdict> last = List.of();
    private volatile String during = "at first";

    Watch(Case one, FailingPod pod) {
      this.one = one;
      this.pod = pod;
    }

    void accept(Report report) {
      one.did("rounds", 1);
      List<Verdict> all =
          report.pods().stream().map(PodReport::verdicts).flatMap(List::stream).toList();
      for (Verdict verdict : all) {
        one.check(
            verdict.reason().kind() != Reason.Kind.MISMATCH,
            () ->
                during
                    + ": "
                    + verdict.type().label()
                    + " "
                    + verdict.reason().label()
                    + ": "
                    + Wording.why(verdict));
      }
      last = all;
      rounds.incrementAndGet();
    }

    synchronized void also(String more) {
      during = during + more;
    }

    void awaitRounds(int more) {
      int until = rounds.get() + more;
      boolean came = Until.holds(PATIENCE, LOOK_EVERY, () -> rounds.get() >= until);
      one.check(came, () -> during + ": no rounds any more");
    }

    void awaitWell(Followed followed, String when) {
      boolean well =
          Until.holds(
              PATIENCE,
              LOOK_EVERY,
              () ->
                  followed.isUp()
                      && last.size() == 2
                      && last.stream().allMatch(one -> one.severity() == Severity.NONE));
      one.check(
          well,
          () ->
              when
                  + " after "
                  + during
                  + ": up is "
                  + followed.isUp()
                  + ", pod is "
                  + pod.state()
                  + ", "
                  + last);
    }
  }
}
