package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.LandingPage;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose.Cell;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.workload.ImageReference;
import io.github.ksmprobe.workload.KsmPod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which version runs, and how that was learnt.
 *
 * @param match what the table says of it
 * @param source how it was learnt
 */
public record RunningVersion(ContractMatch match, Source source) {

  // Only the label "version": goversion and client_go_version end in the same word.
  private static final Pattern BUILD_INFO =
      Pattern.compile("(?m)^([a-z_]+_build_info)\\{(?:[^}\n]*,)?version=\"([^\"\n]*)\"");

  /** In order of trust: the running process, its image, its behaviour. */
  public enum Source {
    GIVEN,
    LANDING_PAGE,
    BUILD_INFO,
    IMAGE,
    FINGERPRINT,
    NONE;

    /** The word for it in metrics and JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A version that a person names. */
  public static RunningVersion given(KsmVersion version) {
    return given(Contracts.KUBE_STATE_METRICS, version);
  }

  /** The same of another component. */
  public static RunningVersion given(Component component, KsmVersion version) {
    return new RunningVersion(component.of(version), Source.GIVEN);
  }

  /** The version that an image reference names, for want of a running process. */
  public static RunningVersion ofImage(String image) {
    return ofImage(Contracts.KUBE_STATE_METRICS, image);
  }

  /** The version that the image of what is judged in a pod names. */
  public static RunningVersion ofImage(KsmPod pod) {
    return ofImage(pod.component(), pod.ksm().image());
  }

  private static RunningVersion ofImage(Component component, String image) {
    return ImageReference.parse(image)
        .version(component)
        .map(version -> new RunningVersion(component.of(version), Source.IMAGE))
        .orElseGet(() -> new RunningVersion(new ContractMatch.Unreadable(image), Source.NONE));
  }

  /** What the answers and, after them, the image say. */
  public static RunningVersion learn(List<Answered> answered, KsmPod pod) {
    Component component = pod.component();
    Answers answers = new Answers(component, answered);
    RunningVersion byImage = ofImage(pod);
    return fromLandingPage(component, answers)
        .or(() -> fromBuildInfo(component, metrics(component, answered)))
        .or(() -> Optional.of(byImage).filter(found -> found.source() != Source.NONE))
        .or(() -> component.isKubeStateMetrics() ? fromBehaviour(answers) : Optional.empty())
        .orElse(byImage);
  }

  private static Optional<RunningVersion> fromLandingPage(Component component, Answers answers) {
    return Stream.of(Listener.values())
        .map(listener -> text(answers, listener, "/"))
        .filter(html -> !component.landingPageOf(html).isEmpty())
        .flatMap(html -> LandingPage.versionIn(html).stream())
        .flatMap(text -> named(component, text).stream())
        .findFirst()
        .map(version -> new RunningVersion(component.of(version), Source.LANDING_PAGE));
  }

  /**
   * Its own metrics, be they those of an earlier round: which version runs in a pod that is still
   * declared as it was, they tell as well.
   */
  private static String metrics(Component component, List<Answered> answered) {
    Listener own = component.ownMetrics();
    return Stream.of(Via.POD_IP, Via.LOOPBACK)
        .map(via -> new Cell(own, Endpoint.METRICS.path(), via))
        .flatMap(cell -> answered.stream().filter(one -> one.ask().purpose().equals(cell)))
        .map(one -> text(Optional.of(one.answer())))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Optional<RunningVersion> fromBuildInfo(Component component, String metrics) {
    return BUILD_INFO
        .matcher(metrics)
        .results()
        .filter(series -> series.group(1).equals(component.buildInfo()))
        .findFirst()
        .flatMap(series -> named(component, series.group(2)))
        .map(version -> new RunningVersion(component.of(version), Source.BUILD_INFO));
  }

  // A distribution may have compiled a version of its own into it.
  private static Optional<KsmVersion> named(Component component, String text) {
    return KsmVersion.findIn(text).filter(component::mayHave);
  }

  // Each observation was made on real builds; together they tell four of the contracts apart.
  private static Optional<RunningVersion> fromBehaviour(Answers answers) {
    Optional<AnswerClass> control =
        answers.best(Listener.MAIN, Questions.CONTROL_PATH).flatMap(answers::classify);
    Optional<AnswerClass> livez =
        answers.best(Listener.MAIN, Endpoint.LIVEZ.path()).flatMap(answers::classify);
    boolean ownPage =
        text(answers, Listener.MAIN, "/").contains("<title>Kube Metrics Server</title>");
    if (control.equals(Optional.of(AnswerClass.NOT_FOUND))) {
      return fingerprint("2.14.0");
    }
    if (!control.equals(Optional.of(AnswerClass.LANDING_PAGE)) || livez.isEmpty()) {
      return Optional.empty();
    }
    return switch (livez.get()) {
      case SERVED, UNAVAILABLE -> fingerprint("2.13.0");
      case LANDING_PAGE -> fingerprint(ownPage ? "2.0.0" : "2.9.0");
      case EMPTY, NOT_FOUND, UNAUTHORIZED, REDIRECT, WRONG_SCHEME, FOREIGN, ERROR, NO_ANSWER ->
          Optional.empty();
    };
  }

  private static Optional<RunningVersion> fingerprint(String since) {
    KsmVersion version = KsmVersion.parse(since).orElseThrow();
    Contract row =
        Contracts.all().stream()
            .filter(contract -> contract.since().equals(version))
            .findFirst()
            .orElseThrow();
    return Optional.of(new RunningVersion(new ContractMatch.Fingerprint(row), Source.FINGERPRINT));
  }

  private static String text(Answers answers, Listener listener, String path) {
    return text(answers.best(listener, path));
  }

  private static String text(Optional<Answer> answer) {
    return answer.orElse(null) instanceof Response response && response.statusCode() == 200
        ? response.body().text()
        : "";
  }
}
