package io.github.ksmprobe.soak;

import io.github.ksmprobe.InProcess;
import io.github.ksmprobe.InProcess.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same manifests written otherwise get the same verdicts. */
final class MetamorphicCampaign implements Campaign {

  private static final int VARIANTS = 8;

  @Override
  public String name() {
    return "metamorphic";
  }

  @Override
  public String about() {
    return "key order, quoting, JSON, CRLF, BOM, anchors and unrelated additions change no verdict,"
        + " and A and B together give what A gives and what B gives";
  }

  @Override
  public int few() {
    return 25;
  }

  private record Judged(int exitCode, List<JsonNode> reports) {}

  @Override
  public void attempt(Case one) {
    SplittableRandom random = one.random();
    PodTree trees = new PodTree(random);
    Map<String, Object> a = trees.workload("a");
    Map<String, Object> b = trees.workload("b");
    Judged plain = judged(one, "plain", YamlStyle.PLAIN.write(List.of(a), random));
    for (int i = 0; i < VARIANTS; i++) {
      YamlStyle style = YamlStyle.of(random);
      boolean added = random.nextBoolean();
      List<Map<String, Object>> objects = new ArrayList<>(List.of(added ? additions(a) : a));
      while (random.nextInt(3) == 0) {
        objects.add(random.nextInt(objects.size() + 1), trees.other());
      }
      same(
          one,
          style + (added ? ", with additions" : ""),
          plain,
          judged(one, "variant-" + i, style.write(objects, random)));
    }
    Judged other = judged(one, "b", YamlStyle.PLAIN.write(List.of(b), random));
    Judged sum =
        new Judged(
            Math.max(plain.exitCode(), other.exitCode()),
            Stream.concat(plain.reports().stream(), other.reports().stream()).toList());
    String stream = YamlStyle.of(random).write(List.of(a, b), random);
    same(one, "a and b in one stream", sum, judged(one, "stream", stream));
    same(one, "a and b as two files", sum, run(one, one.file("plain"), one.file("b")));
  }

  private static Map<String, Object> additions(Map<String, Object> workload) {
    Map<String, Object> more = PodTree.map("immutable", false);
    more.putAll(workload);
    if (workload.get("metadata") instanceof Map<?, ?> metadata) {
      Map<String, Object> annotated = PodTree.map("annotations", PodTree.map("a/b", "{c: d}"));
      metadata.forEach((key, value) -> annotated.put(key.toString(), value));
      more.put("metadata", annotated);
    }
    return more;
  }

  private static void same(Case one, String how, Judged expected, Judged found) {
    one.check(
        expected.equals(found),
        () ->
            how
                + " gives\n"
                + Printed.brief(found.toString())
                + "\nand not\n"
                + Printed.brief(expected.toString()));
  }

  private static Judged judged(Case one, String name, String text) {
    return run(one, one.write(name, text));
  }

  private static Judged run(Case one, Path... files) {
    List<String> command = new ArrayList<>(List.of("check", "-o", "json"));
    Stream.of(files).forEach(file -> command.add(file.toString()));
    Ran ran = InProcess.run(command.toArray(String[]::new));
    one.did("checks", 1);
    String label = files[files.length - 1].getFileName().toString();
    Printed.check(one, label, ran, false);
    one.check(ran.exitCode() < 2, () -> label + " cannot be read: " + Printed.brief(ran.err()));
    List<JsonNode> reports = new ArrayList<>();
    JsonMapper.shared().readTree(ran.out()).path("reports").forEach(reports::add);
    // Where it stood is not part of what was found.
    reports.forEach(report -> ((ObjectNode) report).remove("source"));
    return new Judged(ran.exitCode(), reports);
  }
}
