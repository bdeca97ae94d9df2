package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** {@code check} on manifests in which something is not as it should be. */
final class ManifestCampaign implements Campaign {

  @Override
  public String name() {
    return "manifests";
  }

  @Override
  public String about() {
    return "mutated manifests give 0, 1 or 2 and sentences: no trace, nothing raw, nothing endless";
  }

  @Override
  public int few() {
    return 60;
  }

  @Override
  public void attempt(Case one) {
    SplittableRandom random = one.random();
    PodTree trees = new PodTree(random);
    Hostile hostile = new Hostile(random);
    List<Map<String, Object>> objects = new ArrayList<>(List.of(trees.workload("ksm")));
    while (random.nextInt(3) == 0) {
      objects.add(trees.workload("another"));
    }
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      Map<String, Object> object = oneOf(random, objects);
      if (random.nextBoolean()) {
        hostile.changeShown(object);
      } else {
        hostile.change(object);
      }
    }
    String text = YamlStyle.of(random).write(objects, random);
    boolean bytes = changes == 0 || random.nextInt(4) == 0;
    Path file =
        one.write("in.yaml", bytes ? hostile.bytes(text) : text.getBytes(StandardCharsets.UTF_8));
    String versions = oneOf(random, "", "", "all", "v2.13.0,v2.14.0");
    for (String output : List.of("text", "json", "github")) {
      check(one, output, versions, file);
    }
  }

  private static void check(Case one, String output, String versions, Path file) {
    List<String> command = new ArrayList<>(List.of("check", "-o", output));
    if (!versions.isEmpty()) {
      command.add("--ksm-version=" + versions);
    }
    String label = String.join(" ", command);
    command.add(file.toString());
    Ran ran = InProcess.run(command.toArray(String[]::new));
    one.did("checks", 1);
    Printed.check(one, label, ran, output.equals("github"));
    if (output.equals("json")) {
      Printed.json(one, label, ran.out());
    }
    one.check(ran.exitCode() != 2 || !ran.err().isBlank(), () -> label + ": 2 without a sentence");
  }
}
