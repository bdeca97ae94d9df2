package io.github.ksmprobe.policy;

import io.github.ksmprobe.diagnosis.Explanation.Consequence;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.kubelet.Result;
import io.github.ksmprobe.wording.Wording;
import io.github.ksmprobe.workload.ProbeType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said of a refused probe: the sentences of verdicts, with a word in braces where another
 * pod has another value.
 */
final class Refusals {

  /** In place of what the kubelet does then, which the probe's type and threshold decide. */
  static final String CONSEQUENCE = "{consequence}";

  private static final int SEVERAL = 4711;

  private static final Map<String, String> VALUES =
      Map.of(
          String.valueOf(Sample.MAIN),
          "{main}",
          String.valueOf(Sample.TELEMETRY),
          "{telemetry}",
          String.valueOf(Sample.NOBODYS),
          "{port}",
          Sample.CONTAINER,
          "{container}",
          Sample.NEIGHBOUR,
          "{declaring}");

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Result> results = new LinkedHashMap<>();

  /**
   * Notes what a verdict says.
   *
   * @param shown a value of the sample, and the word in braces for it
   * @return by what name the sentence is found again
   */
  String of(Verdict verdict, String shown, String word) {
    if (verdict.severity() != Severity.ERROR) {
      throw new IllegalStateException("is no error: " + verdict);
    }
    String text = Wording.why(verdict).replace(consequence(verdict), CONSEQUENCE);
    text = verdict.reason().label() + ": " + text.replace(shown, word);
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    String known = names.get(text);
    if (known != null) {
      return known;
    }
    String name = verdict.reason().label();
    for (int number = 2; texts.containsKey(name); number++) {
      name = verdict.reason().label() + "_" + number;
    }
    names.put(text, name);
    texts.put(name, text);
    results.put(name, verdict.result().orElseThrow());
    return name;
  }

  private static String consequence(Verdict verdict) {
    return verdict.why().stream()
        .filter(Consequence.class::isInstance)
        .map(Consequence.class::cast)
        .map(Wording::of)
        .findFirst()
        .orElseThrow();
  }

  /** By name, in CEL. */
  String texts() {
    Map<String, String> quoted = new LinkedHashMap<>();
    texts.forEach((name, text) -> quoted.put(name, Cel.text(text)));
    return Cel.map(quoted);
  }

  /** What becomes of the probe, by name, in CEL. */
  String results() {
    Map<String, String> quoted = new LinkedHashMap<>();
    results.forEach((name, result) -> quoted.put(name, Cel.text(result.label())));
    return Cel.map(quoted);
  }

  /** What the kubelet does then, by type, result and whether it counts to more than one. */
  static String consequences() {
    Map<String, String> quoted = new LinkedHashMap<>();
    for (ProbeType type : ProbeType.values()) {
      for (Result result : new Result[] {Result.FAILURE, Result.DISCARDED}) {
        String name = type.label() + " " + result.label();
        String one = Wording.of(new Consequence(type, result, 1));
        String many = Wording.of(new Consequence(type, result, SEVERAL));
        quoted.put(name, Cel.text(many.replace(String.valueOf(SEVERAL), "{failures}")));
        quoted.put(name + " once", Cel.text(one));
      }
    }
    return Cel.map(quoted);
  }
}
