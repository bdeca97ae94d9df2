package io.github.ksmprobe.round;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import java.util.List;

/** Gets the answers to a plan: over the network, or from the model. */
@FunctionalInterface
public interface Prober {

  /**
   * Asks everything in the plan's order and returns one answer for each request, in the same order.
   * What the plan's deadline or budget cut off is not observable. Must not throw: a failure is an
   * answer.
   */
  List<Answered> answers(Plan plan);
}
