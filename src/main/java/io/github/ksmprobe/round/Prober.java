package io.github.ksmprobe.round;

import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Plan;
import java.util.List;

/** Gets the answers to a plan: over the network, or from the model. */
@FunctionalInterface
public interface Prober {

  /**
   * Asks everything and returns one answer for each request, in the plan's order, by the plan's
   * deadline. Must not throw: a failure is an answer.
   */
  List<Answered> answers(Plan plan);
}
