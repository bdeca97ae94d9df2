package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Questions;
import io.github.ksmprobe.diagnosis.SecondLook;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Why;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.workload.KsmPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One round on one pod: what to ask, and the answers, those included that are looked at a second
 * time or cannot be had from here.
 *
 * <p>Main /metrics is asked less often, since it can be 100 MB; between two such requests the last
 * answer stands in for it, to be shown and never as evidence, and only as long as the listener is
 * heard or silent as it was then.
 */
public final class Round {

  private static final String METRICS = Endpoint.METRICS.path();

  private final Prober prober;
  private final int metricsEvery;
  private final boolean token;
  private volatile Limits limits;
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();

  /**
   * What is remembered of a pod.
   *
   * @param begun how many rounds have begun on it; they may overlap
   * @param latest the number of the round that the rest is from
   * @param pod as it was declared then
   * @param mainMetrics what main /metrics answered
   * @param heard from where main answered anything else
   */
  private record Memory(
      int begun, int latest, Optional<KsmPod> pod, List<Answered> mainMetrics, Set<Via> heard) {
    static final Memory NONE = new Memory(0, 0, Optional.empty(), List.of(), Set.of());

    Memory withOneMore() {
      return new Memory(begun + 1, latest, pod, mainMetrics, heard);
    }

    // An older round that lasted longer knows less.
    Memory after(int number, KsmPod declared, List<Answered> metrics, Set<Via> from) {
      return number < latest
          ? this
          : new Memory(begun, number, Optional.of(declared), metrics, from);
    }

    // What another port answered says nothing of this one.
    boolean isOf(KsmPod other) {
      return pod.filter(other::equals).isPresent();
    }
  }

  private record Limits(Duration timeout, Duration deadline) {}

  /**
   * A round that can be run again and again.
   *
   * @param prober where the answers come from
   * @param timeout for each cell of the matrix
   * @param deadline when a round gives up cells of the matrix; configured probes have their own
   *     time
   * @param metricsEvery every how many rounds main /metrics is asked; 1 is every round, 0 none
   */
  public Round(Prober prober, Duration timeout, Duration deadline, int metricsEvery) {
    this(prober, timeout, deadline, metricsEvery, false);
  }

  /**
   * The same.
   *
   * @param token whether the prober has a token to show at /metrics behind {@code --auth-filter}
   */
  public Round(
      Prober prober, Duration timeout, Duration deadline, int metricsEvery, boolean token) {
    this.prober = prober;
    this.limits = new Limits(timeout, deadline);
    this.metricsEvery = metricsEvery;
    this.token = token;
  }

  /** Gives the next rounds other limits; what is remembered of the pods stays. */
  public void limit(Duration timeout, Duration deadline) {
    limits = new Limits(timeout, deadline);
  }

  /** Asks. Never throws for anything that the pod does. */
  public List<Answered> on(Target target) {
    Memory memory =
        requireNonNull(
            memories.compute(
                target.key(),
                (_, known) -> Optional.ofNullable(known).orElse(Memory.NONE).withOneMore()));
    int number = memory.begun();
    boolean due =
        metricsEvery > 0 && ((number - 1) % metricsEvery == 0 || !memory.isOf(target.pod()));
    Limits now = limits;
    Questions questions =
        new Questions(target.vantage(), now.timeout(), now.deadline(), due, token);
    List<Answered> answered = answers(questions, questions.of(target.probed()), target);
    Set<Via> heard = heard(answered);
    if (!due) {
      answered.addAll(mainMetrics(memory, heard, now.deadline()));
    }
    List<Answered> mainMetrics = answered.stream().filter(Round::isMainMetrics).toList();
    memories.computeIfPresent(
        target.key(), (_, known) -> known.after(number, target.pod(), mainMetrics, heard));
    return answered;
  }

  private List<Answered> mainMetrics(Memory memory, Set<Via> heard, Duration deadline) {
    List<Answered> then = memory.mainMetrics();
    return memory.heard().equals(heard)
        ? then.stream().map(Answered::fromBefore).toList()
        : prober.answers(new Plan(then.stream().map(Answered::ask).toList(), deadline));
  }

  /** From where main answered anything but /metrics in this round. */
  private static Set<Via> heard(List<Answered> answered) {
    return answered.stream()
        .filter(one -> one.fresh() && one.answer() instanceof Answer.Response)
        .flatMap(one -> one.ask().purpose() instanceof Cell cell ? Stream.of(cell) : Stream.empty())
        .filter(cell -> cell.listener() == Listener.MAIN && !cell.path().equals(METRICS))
        .map(Cell::via)
        .collect(toSet());
  }

  /**
   * Asks everything now, main /metrics included, beside the rounds: nothing is remembered of it.
   *
   * @param budget for all requests together; what is neither answered by then nor had its whole
   *     timeout is not observable
   */
  public List<Answered> now(Target target, Duration budget) {
    Questions questions = new Questions(target.vantage(), limits.timeout(), budget, true, token);
    return answers(questions, questions.of(target.probed()).within(budget), target);
  }

  private List<Answered> answers(Questions questions, Plan plan, Target target) {
    long start = System.nanoTime();
    List<Answered> first = prober.answers(plan);
    List<Answered> answered =
        new ArrayList<>(
            SecondLook.at(first)
                .map(look -> look.settle(first, asks -> prober.answers(again(plan, asks, start))))
                .orElse(first));
    questions.outOfSight(target.probed()).stream().map(Round::unseen).forEach(answered::add);
    return answered;
  }

  private static Answered unseen(Ask ask) {
    return new Answered(
        ask, new NotObservable(Why.LOOPBACK_OF_ANOTHER_POD, ask.request().hostname()));
  }

  private static Plan again(Plan plan, List<Ask> asks, long start) {
    return new Plan(
        asks,
        plan.deadline(),
        plan.budget()
            .map(budget -> budget.minusNanos(System.nanoTime() - start))
            .map(left -> left.isNegative() ? Duration.ZERO : left));
  }

  /** Forgets the pods that are no targets any more. */
  public void keepOnly(List<Target> targets) {
    Set<String> keys = targets.stream().map(Target::key).collect(toSet());
    memories.keySet().retainAll(keys);
  }

  private static boolean isMainMetrics(Answered one) {
    return one.ask().purpose() instanceof Cell cell
        && cell.listener() == Listener.MAIN
        && cell.path().equals(METRICS);
  }
}
