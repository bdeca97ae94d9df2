package io.github.ksmprobe.web;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Decides what becomes of a request: who may come in, who answers, and where that has to wait.
 *
 * <p>Each request has a virtual thread, which may wait as long as it likes. What takes the
 * processor is done by two threads of the system instead: virtual ones give way to one another only
 * where they wait, and with one processor a scrape of 15 MB would keep health checks waiting.
 */
final class Reception implements AutoCloseable {

  private static final int AT_WORK = 2;
  private static final int ON_THE_NETWORK = 16;

  private final Routes routes;
  private final Guard guard;
  private final Duration turn;
  private final Consumer<? super Throwable> bugs;
  private final Semaphore turns = new Semaphore(AT_WORK, true);
  private final Semaphore places = new Semaphore(ON_THE_NETWORK);
  private final ThreadPoolExecutor work =
      new ThreadPoolExecutor(
          AT_WORK,
          AT_WORK,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().name("web").daemon().unstarted(task));

  /**
   * For these routes.
   *
   * @param turn how long a request waits for its turn, before it is told to try again
   * @param bugs receives each page that failed
   */
  Reception(Routes routes, Guard guard, Duration turn, Consumer<? super Throwable> bugs) {
    this.routes = routes;
    this.guard = guard;
    this.turn = turn;
    this.bugs = bugs;
    work.allowCoreThreadTimeOut(true);
  }

  /** The answer; for every request there is one. */
  Page answer(HttpExchange exchange) throws InterruptedException {
    Optional<Routes.Match> match = Asked.path(exchange.getRequestURI()).flatMap(routes::find);
    // The kubelet has no credentials.
    if (match.isPresent() && match.get().route().cost() == Routes.Cost.FREE) {
      return allowed(match.get(), exchange);
    }
    return switch (entry(exchange)) {
      case ADMITTED -> match.isPresent() ? allowed(match.get(), exchange) : Page.notFound();
      case REFUSED -> Page.unauthorized();
      case BUSY -> Page.later("Too many passwords are being checked; try again soon.\n");
    };
  }

  private Guard.Entry entry(HttpExchange exchange) throws InterruptedException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    CompletableFuture<Guard.Entry> entry = guard.admit(Optional.ofNullable(authorization));
    try {
      return entry.get();
    } catch (ExecutionException _) {
      failed(entry.exceptionNow());
      return Guard.Entry.REFUSED;
    }
  }

  private Page allowed(Routes.Match match, HttpExchange exchange) throws InterruptedException {
    Routes.Route route = match.route();
    if (!route.allows(exchange.getRequestMethod())) {
      return Page.onlyAllowed(route.method());
    }
    Supplier<Page> making = () -> route.handler().answer(exchange, match.variables());
    return switch (route.cost()) {
      case FREE -> made(making);
      case WORK -> atWork(making);
      case TIME -> onTheNetwork(making);
    };
  }

  /** Waits so long for a turn; who has one is answered, or the work would be wasted. */
  private Page atWork(Supplier<Page> making) throws InterruptedException {
    if (!turns.tryAcquire(turn.toNanos(), TimeUnit.NANOSECONDS)) {
      return Page.later("Too many requests are waiting for an answer; try again in a second.\n");
    }
    Future<Page> page = work.submit(making::get);
    try {
      return page.get();
    } catch (ExecutionException _) {
      return failed(page.exceptionNow());
    } finally {
      turns.release();
    }
  }

  private Page onTheNetwork(Supplier<Page> making) {
    if (!places.tryAcquire()) {
      return Page.later("Too many are already waiting for a round; try again in a second.\n");
    }
    try {
      return made(making);
    } finally {
      places.release();
    }
  }

  private Page made(Supplier<Page> making) {
    try {
      return making.get();
    } catch (RuntimeException bug) {
      return failed(bug);
    }
  }

  private Page failed(Throwable bug) {
    bugs.accept(bug);
    return Page.failed();
  }

  @Override
  public void close() {
    work.shutdownNow();
    guard.close();
  }
}
