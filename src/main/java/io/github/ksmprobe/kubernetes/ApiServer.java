package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Asks the API server below the library's typed model, which costs a sidecar more memory and
 * start-up time than all else it does. Every request has a deadline and no request is repeated: who
 * asks decides when to ask again.
 */
final class ApiServer implements AutoCloseable {

  /** For a request that is not a watch. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  /** How long a watch may last; the API server is asked to close it a little earlier. */
  static final Duration WATCH = Duration.ofMinutes(5);

  private static final Duration WATCH_GRACE = Duration.ofSeconds(15);
  private static final Reply GONE = new Reply.Refused(410);

  private final HttpClient client;
  private final String base;
  private final Duration deadline;
  private final ApiCalls calls;

  ApiServer(ApiAccess access, ApiCalls calls, Duration deadline) {
    this.client = Clients.http(access, calls);
    String url = access.config().getMasterUrl();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.deadline = requireNonNull(deadline);
    this.calls = requireNonNull(calls);
  }

  /** Reads an object or a list. The path begins with a slash. Waits for the deadline at most. */
  Reply read(String path) throws InterruptedException {
    HttpRequest request = client.newHttpRequestBuilder().uri(base + path).build();
    return exchange(request, BoundedText.whole(), deadline);
  }

  /**
   * Watches until the stream ends, for whatever reason.
   *
   * @param path with a query that selects what to watch
   * @param more takes each line, and says whether the stream is of any more use
   */
  Reply watch(String path, Predicate<String> more) throws InterruptedException {
    String bounded = path + "&watch=true&timeoutSeconds=" + WATCH.toSeconds();
    HttpRequest request = client.newHttpRequestBuilder().uri(base + bounded).forStreaming().build();
    return exchange(request, BoundedText.lines(more), WATCH.plus(WATCH_GRACE));
  }

  private Reply exchange(HttpRequest request, BoundedText body, Duration patience)
      throws InterruptedException {
    CompletableFuture<HttpResponse<AsyncBody>> headers = client.consumeBytes(request, body);
    Optional<HttpResponse<AsyncBody>> response = Optional.empty();
    boolean complete = false;
    try {
      response = Optional.of(headers.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
      if (!response.get().isSuccessful()) {
        return Reply.of(response.get().code());
      }
      response.get().body().consume();
      response.get().body().done().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      complete = true;
      return body.hasEnough() ? GONE : new Reply.Good(body.text());
    } catch (TimeoutException _) {
      if (response.isPresent()) {
        return new Reply.Failed("the answer broke off");
      }
      calls.unanswered(ApiCalls.verb(request));
      return new Reply.Failed("no answer within " + deadline.toSeconds() + " s");
    } catch (ExecutionException | CancellationException broken) {
      if (body.hasEnough()) {
        return GONE;
      }
      if (response.isEmpty()) {
        calls.unanswered(ApiCalls.verb(request));
      }
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

  @Override
  public void close() {
    client.close();
  }
}
