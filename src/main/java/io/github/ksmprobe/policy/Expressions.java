package io.github.ksmprobe.policy;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.workload.Arguments;
import io.github.ksmprobe.workload.ImageReference;
import io.github.ksmprobe.workload.KsmContainers;
import io.github.ksmprobe.workload.KsmContainers.Sign;
import io.github.ksmprobe.workload.KsmSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a pod declares, read in CEL as the room workload reads it. Each variable is a list of two:
 * of the object as it is to be, and as it was, so that a change is refused for what it breaks, and
 * for nothing that was broken before.
 */
final class Expressions {

  private static final Component KSM = Contracts.KUBE_STATE_METRICS;

  /** Where the kinds that are matched hold their pod. */
  private static final String POD =
      """
      %1$s == null ? dyn({"containers": []})
        : has(%1$s.spec.jobTemplate) ? %1$s.spec.jobTemplate.spec.template.spec
        : has(%1$s.spec.template) ? %1$s.spec.template.spec
        : %1$s.spec""";

  private Expressions() {}

  /** Whether there may be a kube-state-metrics in it: cheap, and asked of every pod. */
  static String mayHoldKsm() {
    return """
        [dyn(object)].map(o, %s)
          .exists(pod, (pod.containers + (has(pod.initContainers) ? pod.initContainers : []))
            .exists(c, %s.exists(word, c.name.contains(word) || (has(c.image) && c.image.contains(word)))))"""
        .formatted(
            POD.formatted("o"),
            Cel.list(KsmContainers.SIGNS.stream().map(Sign::word).distinct().toList()));
  }

  static Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("pods", "[dyn(object), dyn(oldObject)].map(o, " + POD.formatted("o") + ")");
    all.put(
        "containers",
        """
        variables.pods.map(pod, pod.containers + (has(pod.initContainers)
          ? pod.initContainers.filter(c, has(c.restartPolicy) && c.restartPolicy == "Always") : []))""");
    all.put("ksm", ksm());
    all.put(
        "others",
        """
        [0, 1].map(i, variables.containers[i].filter(c, size(variables.ksm[i]) > 0
          && c.name != variables.ksm[i][0].name))""");
    all.put(
        "strangers",
        "variables.others.map(others, others.filter(c, !%s))"
            .formatted(isCalled("c", Cel.list(List.of(KsmContainers.EXPORTER)))));
    all.put(
        "images",
        """
        variables.ksm.map(found, size(found) == 0 || !has(found[0].image) ? "" : found[0].image.split('@')[0])""");
    all.put(
        "words",
        """
        variables.ksm.map(found, size(found) == 0 ? []
          : (has(found[0].command) ? found[0].command : []) + (has(found[0].args) ? found[0].args : []))""");
    all.put("flags", flags());
    all.put("readable", readable());
    all.put("era", era());
    all.put(
        "probes",
        """
        variables.ksm.map(found, size(found) == 0 ? [] : ["startup", "liveness", "readiness"]
          .filter(type, (type + "Probe") in found[0])
          .map(type, {"type": dyn(type), "it": dyn(found[0][type + "Probe"])}))""");
    return all;
  }

  /** A container's image without registry, path, tag and digest. */
  private static String imageName(String container) {
    return "(has(%1$s.image) ? %1$s.image : \"\").split(\"@\")[0].find(r'[^/]*$').split(\":\")[0]"
        .formatted(container);
  }

  /** Whether a word is in a container's or its image's name. */
  private static String isCalled(String container, String words) {
    return "%s.exists(word, %s.name.contains(word) || %s.contains(word))"
        .formatted(words, container, imageName(container));
  }

  private static String ksm() {
    String signs =
        KsmContainers.SIGNS.stream()
            .map(
                sign ->
                    "    all.filter(c, "
                        + (sign.image() ? imageName("c") : "c.name")
                        + (sign.whole()
                            ? " == " + Cel.text(sign.word())
                            : ".contains(" + Cel.text(sign.word()) + ")")
                        + ")")
            .collect(joining(",\n"));
    return """
        variables.containers.map(all, all.filter(c, !%s))
          .map(all, [
        %s
          ].filter(found, size(found) > 0))
          .map(found, size(found) == 0 ? [] : [found[0][0]])"""
        .formatted(isCalled("c", Cel.list(KsmContainers.NEIGHBOURS)), signs);
  }

  private static String flags() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Opening opening : KSM.openings()) {
      String listener = opening.listener().label();
      values.put(listener, last(opening.portFlag().orElseThrow(), String.valueOf(opening.port())));
      values.put(listener + " host", last(opening.hostFlag().orElseThrow(), opening.host()));
    }
    hiding().forEach(flag -> values.put(flag, last(flag, "")));
    // One that is on or off stands alone or has its value behind it.
    values.put(
        KsmSettings.AUTH_FILTER,
        "([\"off\"] + line.findAll(%1$s))[size(line.findAll(%1$s))]"
            .formatted(Cel.pattern("(?m)^--" + KsmSettings.AUTH_FILTER + "(?:=.*)?$")));
    return "variables.words.map(words, words.join(\"\\n\")).map(line, " + Cel.map(values) + ")";
  }

  /** The flags whose files decide what the others only propose. */
  private static List<String> hiding() {
    List<String> flags = new ArrayList<>();
    KSM.flags().overriding().ifPresent(flags::add);
    KSM.sharedTlsFlag().ifPresent(flags::add);
    return flags;
  }

  /** The last value of a flag among words that stand on lines of their own. */
  private static String last(String flag, String otherwise) {
    String name = "--" + flag;
    return "([%1$s] + line.findAll(%2$s))[size(line.findAll(%2$s))].substring(%3$d)"
        .formatted(
            Cel.text(name + "=" + otherwise),
            Cel.pattern("(?m)^" + name + "[=\\n].*$"),
            name.length() + 1);
  }

  private static String readable() {
    String program = Cel.text(KSM.program());
    StringBuilder known = new StringBuilder();
    for (Opening opening : KSM.openings()) {
      known.append(
          """

            && %1$s.matches("^[1-9][0-9]{0,4}$") && int(%1$s) < 65536
            && !variables.others[i].exists(c, has(c.ports) && c.ports.exists(p, string(p.containerPort) == %1$s))
            && !variables.others[i].exists(c, has(c.args)
              && c.args.exists(word, word.contains("listen-address=") && word.endsWith(":" + %1$s)))"""
              .formatted("variables.flags[i][" + Cel.text(opening.listener().label()) + "]"));
    }
    hiding()
        .forEach(
            flag ->
                known.append("\n  && variables.flags[i][%s] == \"\"".formatted(Cel.text(flag))));
    return """
        [0, 1].map(i, size(variables.ksm[i]) > 0
          && variables.words[i].all(word, word != "--" && !word.contains("$") && !word.contains("\\n"))
          && (has(variables.ksm[i][0].command) && size(variables.ksm[i][0].command) > 0
            ? variables.words[i][0].find(r'[^/]*$') == %1$s
            : !variables.words[i].join("\\n").matches(r'(?m)^(?:[^-].*|.*=.*|-[^-].*)\\n(?:.*/)?' + %1$s + "$")
              && (size(variables.words[i]) == 0 || variables.words[i][0].startsWith("-")))
          && !variables.others[i].exists(c, %5$s)%2$s
          && variables.flags[i][%3$s] != variables.flags[i][%4$s])"""
        .formatted(
            program,
            known,
            Cel.text(Listener.MAIN.label()),
            Cel.text(Listener.TELEMETRY.label()),
            isCalled("c", Cel.list(List.of(KSM.name()))));
  }

  private static String era() {
    String eras =
        KSM.contracts().stream()
            .map(Contract::since)
            .map(since -> "n >= " + number(since) + " ? [" + Cel.text(since.toString()) + "] : []")
            .map(one -> "(" + one + ")")
            .collect(joining(" + "));
    return """
        variables.images.map(image, image.matches(%1$s) ? "" : (image.find(r'[^/]*$') + ":").split(':')[1])
          .map(tag, tag.matches(%2$s) && !tag.lowerAscii().contains("snapshot")
            ? tag.find(r'[0-9]{1,5}[.][0-9]{1,5}[.][0-9]{1,5}').split('.').map(n, int(n)) : [])
          .map(v, size(v) == 0 || v[0] > %3$d || (v[0] < %4$d && !((string(v[0]) + "." + string(v[1])) in %5$s))
            ? [%6$s] : [v[0] * 10000000000 + v[1] * 100000 + v[2]]
              .map(n, [""] + %7$s + (n > %8$d ? [""] : [])).map(eras, eras[size(eras) - 1]))
          .map(era, era[0])"""
        .formatted(
            Cel.pattern(ImageReference.otherProducts()),
            Cel.pattern(ImageReference.tagPattern()),
            KSM.newest().major(),
            KSM.oldest().major(),
            Cel.list(closedLines()),
            Cel.text(AnswerRows.ANY_VERSION),
            eras,
            number(KSM.newest()));
  }

  private static long number(KsmVersion version) {
    return version.major() * 10_000_000_000L + version.minor() * 100_000L + version.patch();
  }

  /** Major and minor of what came before the oldest release that is judged. */
  private static List<String> closedLines() {
    return IntStream.range(0, KSM.oldest().major())
        .boxed()
        .flatMap(
            major ->
                IntStream.range(0, 100)
                    .filter(minor -> Contracts.mayHave(new KsmVersion(major, minor, 0)))
                    .mapToObj(minor -> major + "." + minor))
        .toList();
  }

  /** Whether {@code --auth-filter} is on. */
  static String isFiltered() {
    String flag = "--" + KsmSettings.AUTH_FILTER;
    List<String> on = new ArrayList<>(List.of(flag));
    Arguments.TRUE.forEach(value -> on.add(flag + "=" + value));
    return "variables.flags[i][%s] in %s"
        .formatted(Cel.text(KsmSettings.AUTH_FILTER), Cel.list(on));
  }
}
