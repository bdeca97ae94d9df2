package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.round.Dialler;
import io.github.ksmprobe.round.Prober;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks over the network, byte for byte as the kubelet's prober does, with the Vert.x web client.
 *
 * <p>Every request has one deadline over dial, TLS, redirects and body; whatever hangs is closed
 * then. One event loop does all the work, and callers wait for it, so {@link #answers} must not be
 * called from it.
 *
 * <p>Each request is asked once. The kubelet repeats a run that it is about to discard up to three
 * times at once; here the first result is the finding.
 */
public final class VertxProber implements Prober, AutoCloseable {

  /** A plan has some thirty requests; more at once would only spread a small machine thinner. */
  private static final int CONCURRENCY = 32;

  private final Network network = new Network();
  private final int concurrency;
  private final Supplier<Optional<String>> token;

  /** Asks up to 32 at once, and shows no token. */
  public VertxProber() {
    this(Optional::empty);
  }

  /**
   * Asks up to 32 at once.
   *
   * @param token shown with the requests that are marked for it, and not after a redirect
   */
  public VertxProber(Supplier<Optional<String>> token) {
    this(CONCURRENCY, token);
  }

  /** Asks so many at once, and shows no token. */
  public VertxProber(int concurrency) {
    this(concurrency, Optional::empty);
  }

  /**
   * Asks so many at once.
   *
   * @param concurrency 1 or more
   * @param token shown with the requests that are marked for it, and not after a redirect
   */
  public VertxProber(int concurrency, Supplier<Optional<String>> token) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
    }
    this.concurrency = concurrency;
    this.token = token;
  }

  @Override
  public List<Answered> answers(Plan plan) {
    boolean needed = plan.asks().stream().anyMatch(Ask::authorized);
    Optional<String> shown = needed ? token.get() : Optional.empty();
    return new PlanExecution(network, concurrency, plan, shown, Optional.empty()).answers();
  }

  /** The same through tunnels: no token goes along, and a bare connection cannot be asked for. */
  public Prober through(Dialler dialler) {
    return plan ->
        new PlanExecution(network, concurrency, plan, Optional.empty(), Optional.of(dialler))
            .answers();
  }

  /**
   * Ends the plans under way, whose open requests are not observable, within half a second or so.
   */
  @Override
  public void close() {
    network.close();
  }
}
