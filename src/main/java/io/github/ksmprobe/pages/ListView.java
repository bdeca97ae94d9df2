package io.github.ksmprobe.pages;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.judgement.PodReport;
import io.github.ksmprobe.round.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Many targets: worst first, filtered, a page at a time.
 *
 * @param q the text that was searched for
 * @param states what can be chosen, with how many there are
 * @param causes what is wrong with how many, most frequent first; empty where there are few targets
 * @param entries of this page
 * @param first number of the first entry, from 1
 * @param last number of the last entry
 * @param found how many match
 * @param total how many there are
 * @param previous address of the page before; empty list on the first
 * @param next address of the page after; empty list on the last
 */
record ListView(
    String q,
    List<Choice> states,
    List<Cause> causes,
    List<TargetView> entries,
    int first,
    int last,
    int found,
    int total,
    List<String> previous,
    List<String> next) {

  /** How many targets stand on one page. */
  static final int PAGE = 50;

  private static final int FEW = 10;

  record Choice(String key, String word, long count, boolean selected) {
    boolean isDefault() {
      return selected && key.isEmpty();
    }
  }

  /**
   * A reason that somebody has to look at.
   *
   * @param term as metrics and documentation have it
   * @param clause what it means
   * @param targets how many have it
   * @param url those targets
   */
  record Cause(String term, String clause, long targets, String url) {}

  static ListView of(Report report, History history, Query query) {
    String q = query.get("q").orElse("");
    Optional<State> state = query.get("state").flatMap(State::ofKey);
    List<PodReport> found =
        report.pods().stream()
            .filter(pod -> state.isEmpty() || State.of(pod) == state.get())
            .filter(pod -> matches(pod, q.toLowerCase(Locale.ROOT)))
            .sorted(Comparator.<PodReport, State>comparing(State::of).thenComparing(PodReport::key))
            .toList();
    int pages = Math.max(1, (found.size() + PAGE - 1) / PAGE);
    int page = Math.min(pages, page(query));
    int from = (page - 1) * PAGE;
    int to = Math.min(found.size(), from + PAGE);
    return new ListView(
        q,
        choices(report.pods(), state),
        report.pods().size() > FEW ? causes(report.pods(), query) : List.of(),
        found.subList(from, to).stream()
            .map(pod -> TargetView.of(pod, history.of(pod.key()), report.finishedAt()))
            .toList(),
        found.isEmpty() ? 0 : from + 1,
        to,
        found.size(),
        report.pods().size(),
        page > 1 ? List.of(query.with("page", String.valueOf(page - 1)).address("/")) : List.of(),
        page < pages
            ? List.of(query.with("page", String.valueOf(page + 1)).address("/"))
            : List.of());
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Few targets need no filter, and on a phone it would stand before the findings. */
  boolean hasFilter() {
    return total > FEW || !q.isEmpty() || states.stream().noneMatch(Choice::isDefault);
  }

  /** Few targets are shown in full; of many each says what to change, and its own page the rest. */
  boolean isDetailed() {
    return total <= FEW;
  }

  boolean hasCauses() {
    return !causes.isEmpty();
  }

  boolean hasPages() {
    return !previous.isEmpty() || !next.isEmpty();
  }

  private static boolean matches(PodReport pod, String text) {
    return text.isEmpty()
        || Stream.of(
                pod.key(),
                pod.pod().ksm().image(),
                pod.version().match().version().map(Object::toString).orElse(""),
                String.join(" ", pod.verdicts().stream().map(one -> one.reason().label()).toList()),
                String.join(" ", pod.notes().stream().map(one -> one.kind().label()).toList()))
            .anyMatch(where -> where.toLowerCase(Locale.ROOT).contains(text));
  }

  private static List<Choice> choices(List<PodReport> pods, Optional<State> selected) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", "all", pods.size(), selected.isEmpty()));
    for (State state : State.values()) {
      long count = pods.stream().filter(pod -> State.of(pod) == state).count();
      boolean chosen = selected.equals(Optional.of(state));
      if (count > 0 || chosen) {
        choices.add(new Choice(state.key(), state.word(), count, chosen));
      }
    }
    return choices;
  }

  private static List<Cause> causes(List<PodReport> pods, Query query) {
    Map<Reason, Long> counts =
        pods.stream()
            .flatMap(
                pod ->
                    pod.verdicts().stream()
                        .filter(verdict -> State.of(verdict).compareTo(State.NOTE) < 0)
                        .filter(verdict -> verdict.reason().kind() != Reason.Kind.FINE)
                        .map(Verdict::reason)
                        .distinct())
            .collect(groupingBy(identity(), () -> new EnumMap<>(Reason.class), counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
        .map(
            one ->
                new Cause(
                    one.getKey().label(),
                    ReasonWords.clause(one.getKey(), pods.getFirst().pod().component()),
                    one.getValue(),
                    query
                        .with("q", one.getKey().label())
                        .with("state", "")
                        .with("page", "")
                        .address("/")))
        .toList();
  }

  private static int page(Query query) {
    return query
        .get("page")
        .filter(text -> text.matches("[1-9][0-9]{0,5}"))
        .map(Integer::parseInt)
        .orElse(1);
  }
}
