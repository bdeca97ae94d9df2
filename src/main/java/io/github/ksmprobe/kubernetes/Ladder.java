package io.github.ksmprobe.kubernetes;

import io.github.ksmprobe.log.LogKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Climbs down from the best way to learn a pod to the weakest, and stays at the first that works:
 *
 * <ol>
 *   <li>The first walk goes down at once, each step only because the one above was refused. A
 *       server that cannot be used at all ends the walk: asking it something else would not help.
 *   <li>Where the pod itself was found, its status is followed by a watch, or read now and then
 *       where watching is refused.
 *   <li>Otherwise the better ways are tried again, one request a pause.
 * </ol>
 *
 * It ends when its thread is interrupted.
 */
final class Ladder implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Ladder.class);
  private static final String WATCH = "watch pods";
  private static final int GONE = 410;

  /** Where watching is refused the pod is read instead, that many times until watching is tried. */
  private static final int READS_INSTEAD = 20;

  private final String namespace;
  private final String pod;
  private final List<Step> steps;
  private final ApiServer server;
  private final ApiPodReader reader;
  private final Backoff backoff;
  private final Listener listener;
  private final Map<String, String> logged = new HashMap<>();
  private int readsUntilWatch;

  /** Who wants to know what the ladder finds. Called on its thread; must not block. */
  interface Listener {
    /** The pod, by that way, now and at each change. */
    void found(Step step, SeenPod pod);

    /** What was last found is so at this moment too: a change would have been shown. */
    void stillSo();

    /** The last word on the pod's status is not to be trusted any more. */
    void lostSight();

    /** A mistake of this program ended a walk; another follows. */
    void broken(Throwable bug);

    /** Every way that is open was tried once. */
    void walked();
  }

  Ladder(
      String namespace,
      String pod,
      ApiServer server,
      ApiPodReader reader,
      Backoff backoff,
      Listener listener) {
    this.namespace = namespace;
    this.pod = pod;
    this.steps = Step.ladder(namespace, pod);
    this.server = server;
    this.reader = reader;
    this.backoff = backoff;
    this.listener = listener;
  }

  @Override
  public void run() {
    try {
      while (true) {
        try {
          climb();
        } catch (RuntimeException | Error bug) {
          broken(bug);
          pause(backoff.next());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      listener.walked();
    }
  }

  /** A mistake of this program ends one walk and not all that would come after it. */
  private void broken(Throwable bug) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped");
    }
    listener.broken(bug);
    listener.lostSight();
    listener.walked();
  }

  private void climb() throws InterruptedException {
    int next = 0;
    int end = steps.size();
    boolean firstWalk = true;
    while (true) {
      Step step = steps.get(next);
      Reply reply = server.read(step.path());
      Optional<SeenPod> found = found(step, reply);
      if (found.isPresent()) {
        say(Level.INFO, step, "found", "the declared probes are known");
        listener.found(step, found.get());
        listener.walked();
        firstWalk = false;
        if (step.showsThePod()) {
          follow(step, found.get());
        } else {
          end = next;
          next = 0;
          pause(backoff.next());
        }
        continue;
      }
      boolean failed = reply instanceof Reply.Failed;
      boolean bottom = !failed && next + 1 >= end;
      next = failed ? next : bottom ? 0 : next + 1;
      if (failed || bottom || !firstWalk) {
        firstWalk = false;
        listener.lostSight();
        listener.walked();
        pause(failed || bottom ? backoff.next() : backoff.steady());
      }
    }
  }

  private Optional<SeenPod> found(Step step, Reply reply) {
    return switch (reply) {
      case Reply.Good(var json) -> {
        Optional<SeenPod> seen = reader.read("API server, " + step.name(), json);
        if (seen.isEmpty()) {
          say(
              Level.INFO,
              step,
              "empty",
              "the API server shows no pod with " + reader.component().name() + " this way");
        }
        yield seen;
      }
      case Reply.Refused(var code) -> {
        say(
            Level.INFO,
            step,
            Integer.toString(code),
            "the API server denies one way of reading this pod");
        yield Optional.empty();
      }
      case Reply.Failed(var why) -> {
        say(Level.WARN, step, why, "the API server cannot be used now; endpoints are still probed");
        yield Optional.empty();
      }
    };
  }

  /** Follows the status until that ends; then the same step is read again. */
  private void follow(Step step, SeenPod start) throws InterruptedException {
    if (readsUntilWatch > 0) {
      readsUntilWatch--;
      pause(backoff.steady());
      return;
    }
    long began = System.nanoTime();
    Reply end =
        server.watch(
            Step.watch(namespace, pod, start.resourceVersion()),
            line -> isOfUse(step, line),
            listener::stillSo);
    Duration lasted = Duration.ofNanos(System.nanoTime() - began);
    switch (end) {
      case Reply.Good _ -> {}
      case Reply.Refused(int code) -> {
        say(
            Level.INFO,
            WATCH,
            Integer.toString(code),
            "the watch on this pod was refused or is outdated");
        if (code != GONE) {
          // The API server is well: the pod is read on at its even pace.
          readsUntilWatch = READS_INSTEAD;
          backoff.reset();
          pause(backoff.steady());
          return;
        }
      }
      case Reply.Failed(var why) -> {
        listener.lostSight();
        say(Level.INFO, WATCH, why, "the watch on this pod broke off");
      }
    }
    if (backoff.isLong(lasted)) {
      backoff.reset();
    } else {
      pause(backoff.next());
    }
  }

  private boolean isOfUse(Step step, String line) {
    ApiPodReader.Event event = reader.event("API server, " + step.name(), line);
    event.pod().ifPresent(seen -> listener.found(step, seen));
    return event.more();
  }

  private static void pause(Duration pause) throws InterruptedException {
    Thread.sleep(pause);
  }

  private void say(Level level, Step step, String outcome, String sentence) {
    say(level, step.name(), outcome, sentence);
  }

  /** Once for each way and outcome, and again only after another outcome. */
  private void say(Level level, String request, String outcome, String sentence) {
    if (!outcome.equals(logged.put(request, outcome))) {
      log.atLevel(level)
          .addKeyValue(LogKeys.TARGET, namespace + "/" + pod)
          .addKeyValue(LogKeys.REQUEST, request)
          .addKeyValue(LogKeys.OUTCOME, outcome)
          .log(sentence);
    }
  }
}
