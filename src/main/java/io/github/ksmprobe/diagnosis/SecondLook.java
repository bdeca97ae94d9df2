package io.github.ksmprobe.diagnosis;

import static java.util.Comparator.comparing;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Ask.Purpose.Configured;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A second look at probes that were refused while kube-state-metrics answered something else.
 * Either nothing listens where they dial, and the configuration is wrong; or the process came or
 * went between two requests of the round, and nothing is wrong with it. They are distinguished by a
 * witness, a request that was answered: asked right before and right after the refused ones, it
 * shows that the process ran all the while.
 *
 * @param refused the configured probes that were refused
 * @param witness a request that was answered
 */
public record SecondLook(List<Ask> refused, Ask witness) {

  public SecondLook {
    refused = List.copyOf(refused);
  }

  /** What has to be looked at again; empty where no refusal stands beside an answer. */
  public static Optional<SecondLook> at(List<Answered> answered) {
    List<Ask> refused =
        answered.stream()
            .filter(one -> one.ask().purpose() instanceof Configured && isRefused(one.answer()))
            .map(Answered::ask)
            .toList();
    Optional<Ask> witness =
        answered.stream()
            .filter(Answered::fresh)
            .filter(one -> one.ask().purpose() instanceof Cell)
            .filter(one -> one.answer() instanceof Response)
            .map(Answered::ask)
            .min(comparing(SecondLook::isMetrics));
    return refused.isEmpty()
        ? Optional.empty()
        : witness.map(heard -> new SecondLook(refused, heard));
  }

  // The last choice: main /metrics can be 100 MB.
  private static boolean isMetrics(Ask ask) {
    return ask.purpose() instanceof Cell cell && cell.path().equals(Endpoint.METRICS.path());
  }

  /**
   * Looks.
   *
   * @param answered what the round heard
   * @param asking asks these requests now and waits for the answers, in their order
   * @return the same with what the probes get now; and where the witness fell silent, with what was
   *     heard before it as no evidence of now
   */
  public List<Answered> settle(
      List<Answered> answered, Function<List<Ask>, List<Answered>> asking) {
    Answered before = asking.apply(List.of(witness)).getFirst();
    List<Answered> again = asking.apply(refused);
    Answered after = asking.apply(List.of(witness)).getFirst();
    boolean ran = before.answer() instanceof Response && after.answer() instanceof Response;
    Answered silent = after.answer() instanceof Response ? before : after;
    return answered.stream()
        .map(
            one -> {
              int index = refused.indexOf(one.ask());
              if (index >= 0) {
                return again.get(index);
              }
              if (ran) {
                return one;
              }
              return one.ask().equals(witness) ? silent : past(one);
            })
        .toList();
  }

  private static Answered past(Answered one) {
    return one.ask().purpose() instanceof Cell && one.answer() instanceof Response
        ? one.fromBefore()
        : one;
  }

  private static boolean isRefused(Answer answer) {
    return answer instanceof NoResponse silence && silence.cause() == Cause.REFUSED;
  }
}
