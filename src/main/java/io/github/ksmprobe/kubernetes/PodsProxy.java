package io.github.ksmprobe.kubernetes;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.workload.Handler.Header;
import io.github.ksmprobe.workload.Scheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks one pod by way of the API server. A request that would not arrive there as the kubelet sends
 * it is not sent.
 *
 * @param client to the API server
 * @param server its URL
 * @param pods the path of the namespace's pods there
 * @param name of the pod
 */
record PodsProxy(HttpClient client, String server, String pods, String name) implements Prober {

  /** The API server cleans every other path, and takes escapes for what they stand for. */
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*/?");

  /** Others are the API server's own business on the way: credentials, hosts, upgrades. */
  private static final Set<String> PASSED = Set.of("User-Agent", "Accept");

  @Override
  public List<Answered> answers(Plan plan) {
    List<CompletableFuture<Answer>> sent =
        plan.asks().stream()
            .map(ask -> CompletableFuture.supplyAsync(() -> answer(ask), Thread.ofVirtual()::start))
            .toList();
    List<Answered> answered = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      answered.add(new Answered(plan.asks().get(i), sent.get(i).join()));
    }
    return answered;
  }

  private Answer answer(Ask ask) {
    if (!(ask.request() instanceof ProbeRequest request) || !passes(request)) {
      return ProxiedAnswer.hidden("the API server changes this request on the way");
    }
    String scheme = request.scheme() == Scheme.HTTPS ? "https:" : "";
    String prefix = pods + "/" + scheme + name + ":" + request.port() + "/proxy";
    HttpRequest.Builder builder =
        Clients.givenUpAfter(
            ask.timeout(),
            client.newHttpRequestBuilder().uri(server + prefix + request.target()).forStreaming());
    request.headers().forEach(header -> builder.setHeader(header.name(), header.value()));
    return exchange(builder.build(), ask, prefix);
  }

  private static boolean passes(ProbeRequest request) {
    return PLAIN.matcher(request.path()).matches()
        && request.customHost().isEmpty()
        && request.url().user() == null
        && request.headers().stream().map(Header::name).allMatch(PASSED::contains);
  }

  private Answer exchange(HttpRequest request, Ask ask, String prefix) {
    long start = System.nanoTime();
    long limit = ask.timeout().toNanos();
    KeptBody kept = new KeptBody(ask.reading().keep());
    CompletableFuture<HttpResponse<AsyncBody>> head = client.consumeBytes(request, kept);
    try {
      HttpResponse<AsyncBody> response = head.get(limit, NANOSECONDS);
      response.body().consume();
      boolean broken = isBroken(response.body().done(), limit - (System.nanoTime() - start));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new ProxiedAnswer(response.code(), headers(response), kept.body(broken), took)
          .ofThePod(prefix);
    } catch (TimeoutException late) {
      return ProxiedAnswer.hidden(
          "no answer by way of the API server within " + ask.timeout().toSeconds() + " s");
    } catch (ExecutionException | CancellationException broken) {
      return ProxiedAnswer.hidden(FailureWords.of(broken));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ProxiedAnswer.hidden("the scan was stopped");
    } finally {
      var _ = head.thenAccept(open -> open.body().cancel());
      head.cancel(true);
    }
  }

  private static boolean isBroken(CompletableFuture<Void> done, long limit)
      throws InterruptedException, TimeoutException {
    try {
      done.get(limit, NANOSECONDS);
      return false;
    } catch (ExecutionException | CancellationException broken) {
      return true;
    }
  }

  private static Headers headers(HttpResponse<?> response) {
    List<Headers.Line> lines = new ArrayList<>();
    response
        .headers()
        .forEach(
            (name, values) -> values.forEach(value -> lines.add(new Headers.Line(name, value))));
    return new Headers(lines);
  }
}
