package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** {@code --config.check} on files and flags in which something is not as it should be. */
final class ConfigurationCampaign implements Campaign {

  private static final List<String> FLAGS =
      List.of(
          "--interval=",
          "--timeout=",
          "--log.level=",
          "--log.format=",
          "--main-url=",
          "--pod-ip=",
          "--telemetry-url=",
          "--discovery=",
          "--pod-file=",
          "--ksm.bearer-token-file=",
          "--shard=",
          "--web.listen-address=",
          "--selector=",
          "--",
          "");

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public String about() {
    return "mutated files and flags are used or refused, with 0 or with 2 and one sentence";
  }

  @Override
  public int few() {
    return 100;
  }

  @Override
  public void attempt(Case one) {
    SplittableRandom random = one.random();
    ConfigurationText texts = new ConfigurationText(random);
    Hostile hostile = new Hostile(random);
    List<String> command = new ArrayList<>(List.of("run", "--config.check"));
    switch (random.nextInt(4)) {
      case 0 -> command.add(oneOf(random, FLAGS) + hostile.string());
      case 1 -> command.add("--web.config.file=" + one.write("web.yml", texts.web()));
      default -> {
        String text = texts.any("interval: 1h");
        byte[] bytes =
            random.nextInt(3) == 0 ? hostile.bytes(text) : text.getBytes(StandardCharsets.UTF_8);
        command.add("--config.file=" + one.write("config.yml", bytes));
      }
    }
    Ran ran = InProcess.run(command.toArray(String[]::new));
    one.did("checks", 1);
    String label = Printed.brief(String.join(" ", command));
    Printed.check(one, label, ran, false);
    one.check(ran.exitCode() != 1, () -> label + ": exit code 1");
    List<String> sentences = Printed.sentences(ran.err());
    if (ran.exitCode() == 2) {
      one.check(sentences.size() == 1, () -> label + ": not one sentence but " + sentences);
    } else {
      one.check(sentences.isEmpty(), () -> label + ": it can be used, and " + sentences);
    }
  }
}
