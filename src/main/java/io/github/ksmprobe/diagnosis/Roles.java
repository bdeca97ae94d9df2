package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which port is which, by content: the landing page names its port's role, and overrides the
 * arguments (a {@code --config} file can have swapped the ports).
 */
public final class Roles {

  private Roles() {}

  /** Whether what answers as one listener says it is the other, and nothing says the opposite. */
  public static boolean areSwapped(Component component, List<Answered> answered) {
    Answers answers = new Answers(component, answered);
    List<Boolean> swapped =
        Stream.of(Listener.values())
            .flatMap(
                asked -> shown(component, answers, asked).map(shown -> shown != asked).stream())
            .toList();
    return !swapped.isEmpty() && swapped.stream().allMatch(Boolean::booleanValue);
  }

  /** The same answers, each cell under the listener that it really came from. */
  public static List<Answered> swapped(List<Answered> answered) {
    return answered.stream()
        .map(
            one ->
                one.ask().purpose() instanceof Cell(var listener, var path, var via)
                    ? new Answered(
                        relabelled(one.ask(), new Cell(listener.other(), path, via)),
                        one.answer(),
                        one.fresh())
                    : one)
        .toList();
  }

  private static Ask relabelled(Ask ask, Purpose purpose) {
    return new Ask(purpose, ask.request(), ask.timeout(), ask.reading(), ask.authorized());
  }

  private static Optional<Listener> shown(Component component, Answers answers, Listener asked) {
    return answers.best(asked, "/").stream()
        .filter(Response.class::isInstance)
        .map(Response.class::cast)
        .map(response -> component.landingPageOf(response.body().text()))
        // A page that both have says nothing.
        .filter(listeners -> listeners.size() == 1)
        .flatMap(Set::stream)
        .findFirst();
  }
}
