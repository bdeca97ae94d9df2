package io.github.ksmprobe.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.targets.ApiUse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every request that the library sends, also those that it sends on its own account. */
final class ApiCalls implements ApiUse, Interceptor {

  private static final Logger log = LoggerFactory.getLogger(ApiCalls.class);

  /** The name to register it under. */
  static final String NAME = "COUNTS";

  private final Map<Call, LongAdder> requests = new ConcurrentHashMap<>();
  private final AtomicInteger openWatches = new AtomicInteger();
  private volatile Optional<Boolean> up = Optional.empty();

  @Override
  public Counts counts() {
    Map<Call, Long> copy = new HashMap<>();
    requests.forEach((call, count) -> copy.put(call, count.sum()));
    return new Counts(up, copy);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    count(verb(request), Integer.toString(response.code()));
    // Saying no is an answer of a working API server; 401, 429 and 5xx are no usable answer.
    up =
        Optional.of(
            switch (Reply.of(response.code())) {
              case Reply.Refused _ -> true;
              case Reply.Failed _, Reply.Good _ -> response.code() < 300;
            });
    if (response.code() < 300
        && verb(request).equals("watch")
        && response.body() instanceof AsyncBody stream) {
      openWatches.incrementAndGet();
      var _ = stream.done().whenComplete((_, _) -> openWatches.decrementAndGet());
    }
  }

  /**
   * How many watches were answered and have not ended. The library counts one as open from its
   * first line on, which may never come: where no pod changed since the API server started, it
   * sends no bookmark either.
   */
  int openWatches() {
    return openWatches.get();
  }

  /** Counts a request without an answer; the library tells its interceptors of answers only. */
  void unanswered(String verb) {
    count(verb, Call.NO_ANSWER);
    impossible();
  }

  /** Nothing can be asked now. */
  void impossible() {
    up = Optional.of(false);
  }

  private void count(String verb, String code) {
    requests.computeIfAbsent(new Call(verb, code), _ -> new LongAdder()).increment();
    log.atDebug()
        .addKeyValue(LogKeys.REQUEST, verb)
        .addKeyValue(LogKeys.OUTCOME, code)
        .log("asked the API server");
  }

  /** The verb as RBAC names it; pods are only ever listed as a collection. */
  static String verb(HttpRequest request) {
    String query = Optional.ofNullable(request.uri().getQuery()).orElse("");
    if (query.contains("watch=true")) {
      return "watch";
    }
    return request.uri().getPath().endsWith("/pods") ? "list" : "get";
  }
}
