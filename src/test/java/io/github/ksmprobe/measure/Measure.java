package io.github.ksmprobe.measure;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.measure.Recording.Asked;
import io.github.ksmprobe.measure.StubApiServer.Mood;
import io.github.ksmprobe.prediction.AskedModel;
import io.github.ksmprobe.prober.VertxProber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a build of kube-state-metrics in each situation, asks both listeners as the model is
 * asked, and writes what it answered. Arguments: the version and the program; tools/measure gives
 * them.
 */
final class Measure {

  /** Where an answer is sure to come, however busy the machine is. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  /** Where none may come before somebody gives up. */
  private static final Duration IMPATIENT = Duration.ofSeconds(5);

  private Measure() {}

  public static void main(String[] args) throws IOException {
    KsmVersion version = KsmVersion.parse(args[0]).orElseThrow();
    Recording recording = recorded(version, Path.of(args[1]));
    Path file = Recording.file(version);
    Files.createDirectories(Recording.FOLDER);
    Files.writeString(file, recording.text());
    System.out.print(recording.text());
    System.out.println("written to " + file);
    System.exit(0);
  }

  static Recording recorded(KsmVersion version, Path binary) throws IOException {
    Map<Asked, String> answers = new HashMap<>();
    for (Situation situation : Situation.values()) {
      System.err.println(version + ": " + situation.word());
      answers.putAll(measured(situation, binary));
    }
    return new Recording(version, answers);
  }

  private static Map<Asked, String> measured(Situation situation, Path binary) throws IOException {
    Path folder = Files.createTempDirectory("measure");
    Map<Asked, String> answers = new HashMap<>();
    try (StubApiServer api = StubApiServer.start();
        VertxProber prober = new VertxProber(() -> Optional.of(StubApiServer.TOKEN))) {
      Optional<RealKsm> started = RealKsm.start(binary, situation, api, folder);
      if (started.isEmpty()) {
        questions(situation).forEach(asked -> answers.put(asked, Recording.NO_SUCH_FLAG));
        return answers;
      }
      try (RealKsm ksm = started.get()) {
        api.turn(situation.mood());
        List<Asked> questions = questions(situation);
        List<Ask> asks = questions.stream().map(asked -> ask(asked, ksm)).toList();
        List<Answered> answered = prober.answers(new Plan(asks, PATIENT.multipliedBy(10)));
        for (int at = 0; at < questions.size(); at++) {
          answers.put(questions.get(at), AskedModel.kind(answered.get(at).answer()));
        }
      }
    } finally {
      remove(folder);
    }
    return answers;
  }

  /** All that is asked there, path by path. */
  static List<Asked> questions(Situation situation) {
    List<Asked> all = new ArrayList<>();
    for (Listener listener : Listener.values()) {
      Recording.PATHS.forEach(path -> all.add(new Asked(situation, listener, path)));
    }
    return all;
  }

  private static Ask ask(Asked asked, RealKsm ksm) {
    int port = ksm.port(asked.listener());
    return new Ask(
        new Purpose.Cell(asked.listener(), asked.path(), Via.LOOPBACK),
        RequestBuilder.plain(asked.situation().scheme(), "127.0.0.1", port, asked.path()),
        asked.situation().mood() == Mood.HANGING ? IMPATIENT : PATIENT,
        Reading.SELF_METRICS,
        asked.situation().isWithToken());
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
