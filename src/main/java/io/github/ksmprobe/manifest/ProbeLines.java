package io.github.ksmprobe.manifest;

import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.yaml.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** On which line of a text each probe stands. It notes no problem: others read the same values. */
final class ProbeLines {

  private ProbeLines() {}

  /** By container and key; the object's own by an empty text; none of what was no text. */
  static Map<String, Integer> of(ManifestFields object, PodOwner owner) {
    Map<String, Integer> lines = new HashMap<>();
    if (object.node().line() == 0) {
      return lines;
    }
    lines.put("", object.node().line());
    Stream<Yaml> pod = Stream.of(object.node());
    for (String key : owner.path()) {
      pod = pod.flatMap(at -> at(at, key));
    }
    pod.flatMap(at -> at(at, "spec"))
        .flatMap(spec -> Stream.of("containers", "initContainers").flatMap(key -> at(spec, key)))
        .flatMap(
            list ->
                list instanceof Yaml.Sequence(var items, _, _, _)
                    ? items.stream()
                    : List.<Yaml>of().stream())
        .forEach(container -> container(container, lines));
    return lines;
  }

  private static void container(Yaml container, Map<String, Integer> lines) {
    String name =
        at(container, "name")
            .map(value -> value instanceof Yaml.Scalar scalar ? scalar.text() : "")
            .findFirst()
            .orElse("");
    for (ProbeType type : ProbeType.values()) {
      at(container, type.key())
          .forEach(probe -> lines.putIfAbsent(name + "/" + type.key(), probe.line()));
    }
  }

  static Stream<Yaml> at(Yaml value, String key) {
    return value instanceof Yaml.Mapping mapping ? mapping.get(key).stream() : Stream.empty();
  }
}
