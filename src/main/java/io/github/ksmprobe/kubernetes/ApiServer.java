package io.github.ksmprobe.kubernetes;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Asks the API server below the library's typed model, which costs a sidecar more memory and
 * start-up time than all else it does. Every request has a deadline and no request is repeated: who
 * asks decides when to ask again.
 *
 * <p>A watch on which nothing happens looks like one whose API server hangs. So where a watch was
 * silent for {@link #HEARTBEAT_INTERVAL} a heartbeat goes out, {@code GET /version}: the cheapest
 * request that everybody may send, since the answer is a constant and every default ClusterRole
 * allows it (a refusal is an answer as well). Of 1,000 sidecars an API server gets some 33 of them
 * a second, a hundredth of what the kubelets of as many nodes send. The library has no door to
 * HTTP/2 pings.
 */
final class ApiServer implements AutoCloseable {

  /** For a request that is not a watch. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  /** How long a watch may last; the API server is asked to close it a little earlier. */
  static final Duration WATCH = Duration.ofMinutes(5);

  /** A watch is silent for so long, and then the API server is asked whether it is there. */
  static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(30);

  private static final String HEARTBEAT = "/version";

  /**
   * A heartbeat may be answered by another server than the one that holds the watch. That one sends
   * a bookmark about every minute; if none comes, the watch is restarted.
   */
  private static final int SILENT_HEARTBEATS = 3;

  private static final Duration WATCH_GRACE = Duration.ofSeconds(15);
  private static final Reply GONE = new Reply.Refused(410);

  private final ApiAccess access;
  private final HttpClient client;
  private final String base;
  private final Limits limits;
  private final ApiCalls calls;

  /**
   * How long to wait.
   *
   * @param deadline for the answer to a request
   * @param interval for a sign of life of a watch
   */
  record Limits(Duration deadline, Duration interval) {
    static final Limits DEFAULT = new Limits(DEADLINE, HEARTBEAT_INTERVAL);
  }

  ApiServer(ApiAccess access, ApiCalls calls, Limits limits) {
    this(access, Clients.http(access, calls), calls, limits);
  }

  /** Over a client that somebody else has made; closing this one closes it. */
  ApiServer(ApiAccess access, HttpClient client, ApiCalls calls, Limits limits) {
    this.access = access;
    this.client = client;
    String url = access.config().getMasterUrl();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.limits = limits;
    this.calls = calls;
  }

  /** Where it is, without a slash at the end. */
  String url() {
    return base;
  }

  /** Reads an object or a list. The path begins with a slash. Waits for the deadline at most. */
  Reply read(String path) throws InterruptedException {
    Optional<String> problem = access.problem();
    if (problem.isPresent()) {
      // Without a token it would answer as to a stranger, and without its authority not at all.
      calls.impossible();
      return new Reply.Failed(problem.get());
    }
    HttpRequest request = asking(path).build();
    BoundedText body = BoundedText.whole();
    return exchange(request, body, done -> done.get(limits.deadline.toMillis(), MILLISECONDS));
  }

  /** Asks whether it is there: empty where it is, else why not, in words. */
  Optional<String> heartbeat() throws InterruptedException {
    return switch (read(HEARTBEAT)) {
      case Reply.Good _, Reply.Refused _ -> Optional.empty();
      case Reply.Failed(var why) -> Optional.of(why);
    };
  }

  /**
   * Watches until the stream ends, for whatever reason, or until it is not known to be alive any
   * more.
   *
   * @param path with a query that selects what to watch
   * @param more takes each line, and says whether the stream is of any more use
   * @param alive called whenever it is known that a change would have been shown
   */
  Reply watch(String path, Predicate<String> more, Runnable alive) throws InterruptedException {
    String bounded =
        path + "&watch=true&allowWatchBookmarks=true&timeoutSeconds=" + WATCH.toSeconds();
    HttpRequest request = asking(bounded).forStreaming().build();
    AtomicLong heard = new AtomicLong(System.nanoTime());
    BoundedText body =
        BoundedText.lines(
            line -> {
              heard.set(System.nanoTime());
              return more.test(line);
            });
    return exchange(request, body, done -> listen(done, heard, alive));
  }

  private HttpRequest.Builder asking(String path) {
    return Clients.givenUpAfter(limits.deadline, client.newHttpRequestBuilder().uri(base + path));
  }

  private void listen(CompletableFuture<Void> done, AtomicLong heard, Runnable alive)
      throws InterruptedException, ExecutionException, TimeoutException {
    long end = System.nanoTime() + WATCH.plus(WATCH_GRACE).toNanos();
    long interval = limits.interval.toNanos();
    long asked = heard.get();
    while (true) {
      try {
        done.get(Math.max(1, interval - sinceLater(asked, heard.get())), NANOSECONDS);
        return;
      } catch (TimeoutException silent) {
        if (System.nanoTime() - heard.get() > SILENT_HEARTBEATS * interval
            || System.nanoTime() > end) {
          return;
        }
        if (sinceLater(asked, heard.get()) >= interval) {
          asked = System.nanoTime();
          Optional<String> trouble = heartbeat();
          if (trouble.isPresent()) {
            throw new Silent(trouble.get());
          }
        }
        alive.run();
      }
    }
  }

  private static long sinceLater(long one, long other) {
    long now = System.nanoTime();
    return Math.min(now - one, now - other);
  }

  /** Waits for the end of a body. */
  @FunctionalInterface
  private interface Waiting {
    void forEndOf(CompletableFuture<Void> done)
        throws InterruptedException, ExecutionException, TimeoutException;
  }

  private Reply exchange(HttpRequest request, BoundedText body, Waiting waiting)
      throws InterruptedException {
    CompletableFuture<HttpResponse<AsyncBody>> headers = client.consumeBytes(request, body);
    Optional<HttpResponse<AsyncBody>> response = Optional.empty();
    boolean complete = false;
    try {
      response = Optional.of(headers.get(limits.deadline.toMillis(), MILLISECONDS));
      if (!response.get().isSuccessful()) {
        return Reply.of(response.get().code());
      }
      response.get().body().consume();
      CompletableFuture<Void> done = response.get().body().done();
      waiting.forEndOf(done);
      complete = done.isDone();
      return body.hasEnough() ? GONE : new Reply.Good(body.text());
    } catch (Silent silent) {
      return new Reply.Failed(String.valueOf(silent.getMessage()));
    } catch (TimeoutException _) {
      boolean began = response.isPresent();
      lost(request, began);
      return new Reply.Failed(
          began
              ? "the answer broke off"
              : "no answer within " + limits.deadline.toSeconds() + " s");
    } catch (ExecutionException | CancellationException broken) {
      if (body.hasEnough()) {
        return GONE;
      }
      lost(request, response.isPresent());
      return new Reply.Failed(
          body.isTooLong() ? "the answer is larger than any pod" : FailureWords.of(broken));
    } finally {
      // A late response is closed by the library once nobody waits for it. One that is complete
      // must not be cancelled as well.
      headers.cancel(true);
      if (!complete) {
        response.ifPresent(open -> open.body().cancel());
      }
    }
  }

  /** A stream that breaks off is asked for again; what is read in one piece was of no use. */
  private void lost(HttpRequest request, boolean began) {
    String verb = ApiCalls.verb(request);
    if (!began) {
      calls.unanswered(verb);
    } else if (!verb.equals("watch")) {
      calls.impossible();
    }
  }

  /** The API server that holds a watch says nothing any more, and this is why. */
  private static final class Silent extends ExecutionException {
    private static final long serialVersionUID = 1;

    Silent(String why) {
      super(why, null);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
