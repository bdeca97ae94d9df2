package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.kubelet.Outgoing;
import io.github.ksmprobe.kubelet.ProbeRequest;
import io.github.ksmprobe.kubelet.Redirected;
import io.github.ksmprobe.kubelet.TcpDial;
import io.github.ksmprobe.round.Dialler;
import io.github.ksmprobe.round.Dialler.Line;
import io.github.ksmprobe.workload.Handler.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One ask from dial to answer: a hop for the request and each redirect, or a connection and nothing
 * more, all under one deadline. Confined to the event loop; answers exactly once.
 */
final class Exchange implements Hop.Owner, Connect.Owner {

  /** Go reads so much of a redirect's body, where it is no longer, before it goes on. */
  private static final int SKIMMED = 2048;

  private static final int HIGHEST_PORT = 65535;

  /** It may quote what the peer sent. */
  private static final int LONGEST_DETAIL = 1000;

  private final Network network;
  private final Ask ask;
  private final Optional<String> token;
  private final Optional<Dialler> dialler;
  private final Consumer<Answer> answered;
  private final List<String> followed = new ArrayList<>();
  private Outgoing asked;
  private @Nullable Hop hop;
  private @Nullable Line line;
  private @Nullable Connect connect;
  private Hop.@Nullable Head last;
  private @Nullable ProbeRequest next;
  private long started;
  private long timer = -1;
  private boolean over;

  Exchange(
      Network network,
      Ask ask,
      Optional<String> token,
      Optional<Dialler> dialler,
      Consumer<Answer> answered) {
    this.network = network;
    this.ask = ask;
    this.asked = ask.request();
    this.token = token;
    this.dialler = dialler;
    this.answered = answered;
  }

  void start() {
    startClock();
    if (network.admits(this)) {
      switch (ask.request()) {
        case ProbeRequest request -> send(request);
        case TcpDial dial -> connect(dial);
      }
    } else {
      giveUp();
    }
  }

  /**
   * From the dial on, since what goes before may be our own: other requests' turns, classes to
   * load. Looking up a name is the kubelet's as well, and counts.
   */
  @Override
  public void dialled() {
    if (followed.isEmpty() && !Network.isName(asked.hostname())) {
      startClock();
    }
  }

  /** The tunnel stands: to dig it was no pod's time. */
  private void opened() {
    if (!over && followed.isEmpty()) {
      startClock();
    }
  }

  private void startClock() {
    network.vertx().cancelTimer(timer);
    started = System.nanoTime();
    timer = network.vertx().setTimer(Math.max(1, ask.timeout().toMillis()), _ -> expire());
  }

  /** Others cannot wait for it: without its whole timeout nothing is known. */
  void giveUp() {
    answer(new Answer.NotObservable(Answer.Why.ROUND_ENDED, ask.request().describe()));
  }

  private void expire() {
    Hop.Head head = last;
    if (head != null && next == null && hop != null) {
      answer(response(head, hop.body(Body.End.LATE)));
    } else {
      String missing = connect == null ? "no complete answer headers" : "no connection";
      fail(Cause.TIMEOUT, missing + " after " + took().toMillis() + " ms");
    }
  }

  private void connect(TcpDial dial) {
    Connect made = new Connect(network, dial, this);
    connect = made;
    made.start();
  }

  @Override
  public void connected() {
    answer(new Answer.Connected(took()));
  }

  @Override
  public void failed(FailureCause failure) {
    fail(failure.cause(), failure.detail());
  }

  private void send(ProbeRequest request) {
    asked = request;
    last = null;
    next = null;
    if (request.port() > HIGHEST_PORT) {
      fail(Cause.BAD_REDIRECT, "invalid port");
      return;
    }
    try {
      line =
          dialler.isPresent() ? dialler.get().to(request, () -> network.run(this::opened)) : null;
      Hop made =
          new Hop(network, onTheWire(request), Optional.ofNullable(line).map(Line::address), this);
      hop = made;
      made.start(ask.timeout());
    } catch (IOException | RuntimeException refused) {
      failed(Cause.UNREACHABLE, String.valueOf(refused.getMessage()));
    }
  }

  /**
   * The request with the token, where it has one: the first only, so that no redirect takes it
   * anywhere. What the answers are judged and described by stays the request without it.
   */
  private ProbeRequest onTheWire(ProbeRequest request) {
    if (!ask.authorized() || token.isEmpty() || !followed.isEmpty()) {
      return request;
    }
    List<Header> headers = new ArrayList<>(request.headers());
    headers.add(new Header("Authorization", "Bearer " + token.get()));
    return new ProbeRequest(request.url(), headers, request.customHost(), request.trail());
  }

  @Override
  public Optional<Reading> headCame(Hop.Head head) {
    last = head;
    return switch (redirect(head)) {
      case Redirected.Final _ -> Optional.of(ask.reading());
      case Redirected.Failed(Redirected.Reason reason, String detail) -> {
        fail(cause(reason), detail);
        yield Optional.empty();
      }
      case Redirected.Follow(ProbeRequest request) -> {
        next = request;
        yield skim(head.length(), request);
      }
    };
  }

  private Redirected redirect(Hop.Head head) {
    return switch (asked) {
      case ProbeRequest request -> request.redirect(head.statusCode(), head.location());
      case TcpDial _ -> throw new IllegalStateException("nothing was asked on this connection");
    };
  }

  private static Cause cause(Redirected.Reason reason) {
    return switch (reason) {
      case TOO_MANY -> Cause.TOO_MANY_REDIRECTS;
      case UNPARSABLE_LOCATION, UNSUPPORTED_TARGET -> Cause.BAD_REDIRECT;
    };
  }

  private Optional<Reading> skim(OptionalLong length, ProbeRequest request) {
    if (length.isEmpty() || length.getAsLong() <= SKIMMED) {
      return Optional.of(new Reading(SKIMMED, false));
    }
    follow(request);
    return Optional.empty();
  }

  @Override
  public void bodyEnded(Body body) {
    if (next != null) {
      follow(next);
    } else if (last != null) {
      answer(response(last, body));
    }
  }

  private void follow(ProbeRequest request) {
    closeHop();
    followed.add(request.address());
    send(request);
  }

  @Override
  public void failed(Cause cause, String detail) {
    fail(cause, detail);
  }

  private void fail(Cause cause, String detail) {
    String shown =
        detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
    answer(new Answer.NoResponse(cause, asked.address() + ": " + shown, took()));
  }

  private Answer response(Hop.Head head, Body body) {
    return new Answer.Response(head.statusCode(), head.headers(), body, followed, took());
  }

  private void answer(Answer answer) {
    if (over) {
      return;
    }
    over = true;
    network.vertx().cancelTimer(timer);
    network.forget(this);
    Answer own = broke(answer) ? ofTheTunnel().orElse(answer) : answer;
    closeHop();
    // A peer may repeat what it was sent.
    answered.accept(ask.authorized() ? token.map(own::without).orElse(own) : own);
  }

  private static boolean broke(Answer answer) {
    return switch (answer) {
      case Answer.NoResponse _ -> true;
      case Answer.Response response -> response.body().end() == Body.End.CUT;
      case Answer.Connected _, Answer.NotObservable _ -> false;
    };
  }

  /** What the tunnel says of a connection that broke, where there is one and it knows. */
  private Optional<Answer> ofTheTunnel() {
    return Optional.ofNullable(line).flatMap(Line::instead);
  }

  private void closeHop() {
    if (hop != null) {
      hop.close();
    }
    if (line != null) {
      line.close();
    }
    if (connect != null) {
      connect.close();
    }
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
