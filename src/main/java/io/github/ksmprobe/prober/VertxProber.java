package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.round.Prober;
import java.util.List;

/**
 * Asks over the network, byte for byte as the kubelet's prober does, with the Vert.x web client.
 *
 * <p>Every request has one deadline over dial, TLS, redirects and body, and every plan one over all
 * its requests; whatever hangs is closed then. One event loop does all the work, and callers wait
 * for it, so {@link #answers} must not be called from it.
 *
 * <p>Each request is asked once. The kubelet repeats a run that it is about to discard up to three
 * times at once; here the first result is the finding.
 */
public final class VertxProber implements Prober, AutoCloseable {

  /** A plan has some thirty requests; more at once would only spread a small machine thinner. */
  private static final int CONCURRENCY = 32;

  private final Network network = new Network();
  private final int concurrency;

  /** Asks up to 32 at once. */
  public VertxProber() {
    this(CONCURRENCY);
  }

  /**
   * Asks so many at once.
   *
   * @param concurrency 1 or more
   */
  public VertxProber(int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
    }
    this.concurrency = concurrency;
  }

  @Override
  public List<Answered> answers(Plan plan) {
    return new Batch(network, concurrency, plan).answers();
  }

  /** Closes the event loop; a plan that is under way ends by its deadline. */
  @Override
  public void close() {
    network.close();
  }
}
