package io.github.ksmprobe.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ksmprobe.Until;
import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.workload.Scheme;
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
 * Starts a build of a component as its file says, asks it, and writes what it answered. Arguments:
 * the component, the version and the program; tools/measure gives them.
 */
final class MeasureComponent {

  private static final Duration PATIENT = Duration.ofSeconds(30);

  private MeasureComponent() {}

  public static void main(String[] args) throws IOException {
    ComponentFile file = ComponentAnswers.file(args[0]);
    KsmVersion version = KsmVersion.parse(args[1]).orElseThrow();
    Path folder = Files.createTempDirectory("measure");
    int port = RealKsm.freePort();
    Path said = folder.resolve("log");
    Process process = start(file, Path.of(args[2]), port, folder, said);
    try {
      if (!Until.holds(PATIENT, () -> !process.isAlive() || RealKsm.accepts(port))
          || !process.isAlive()) {
        throw new IOException(args[2] + " does not serve:\n" + Files.readString(said, UTF_8));
      }
      ComponentAnswers answers =
          new ComponentAnswers(file.component(), version, asked(file.component(), port));
      Files.createDirectories(ComponentAnswers.FOLDER);
      Files.writeString(ComponentAnswers.file(file.component(), version), answers.text());
      System.out.print(answers.text());
    } finally {
      process.destroy();
    }
    System.exit(0);
  }

  private static Process start(ComponentFile file, Path binary, int port, Path folder, Path said)
      throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "{}\n");
    Path route =
        Files.writeString(
            folder.resolve("route"), "route: {receiver: x}\nreceivers: [{name: x}]\n");
    Path user = Files.writeString(folder.resolve("user"), "[client]\nuser = x\npassword = x\n");
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    for (String argument : file.build().orElseThrow().arguments()) {
      command.add(
          argument
              .replace("PORT", "" + port)
              .replace("EMPTY", empty.toString())
              .replace("ROUTE", route.toString())
              .replace("USER", user.toString())
              .replace("FOLDER", folder.toString()));
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  private static Map<String, String> asked(Component component, int port) {
    Map<String, String> words = new HashMap<>();
    try (VertxProber prober = new VertxProber(Optional::empty)) {
      List<Ask> asks =
          ComponentAnswers.paths(component).stream()
              .map(
                  path ->
                      new Ask(
                          new Purpose.Cell(Listener.MAIN, path, Via.LOOPBACK),
                          RequestBuilder.plain(Scheme.HTTP, "127.0.0.1", port, path),
                          PATIENT,
                          Reading.SELF_METRICS))
              .toList();
      for (Answered one : prober.answers(new Plan(asks, PATIENT.multipliedBy(2)))) {
        String path = ((Purpose.Cell) one.ask().purpose()).path();
        words.put(path, ComponentAnswers.word(component, one.answer()));
      }
    }
    return words;
  }
}
