package io.github.ksmprobe.manifest;

import java.util.Map;

/** The wording that several problems share. */
final class Sentences {

  /** Follows "This" or the name of a field. */
  static final String TEMPLATE =
      "is a Helm template that is not rendered yet: pipe \"helm template CHART\" into"
          + " \"ksm-probe-exporter check -\".";

  private static final int MOST_SHOWN = 40;

  /** What the engine says → what a person can act on. */
  private static final Map<String, String> REASONS =
      Map.of(
          "mapping values are not allowed here",
          "a colon stands where no key may begin; check the indentation, or quote the value",
          "could not find expected ':'",
          "a key has no colon after it; correct the line before");

  private Sentences() {}

  /** A document that the parser refused, with its short reason. */
  static String notYaml(String reason) {
    if (reason.contains("TAB")) {
      return "A tab stands where YAML takes only spaces: replace it.";
    }
    if (reason.startsWith("expected <block end>")) {
      return "This is not YAML: it does not fit the lines above; check indentation and quotes.";
    }
    String line = reason.lines().findFirst().orElse("").replaceFirst("\\.? \\(.*", "").strip();
    String known = REASONS.get(line);
    return "This is not YAML: "
        + (known != null ? known : line.isEmpty() ? "correct it" : line + "; correct it")
        + ".";
  }

  /** A value in a sentence; never more than a few words of it. */
  static String describe(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar when scalar.isNull() -> "null";
      case Yaml.Scalar scalar -> '"' + shortened(scalar.text()) + '"';
      case Yaml.Sequence _ -> "a list";
      case Yaml.Mapping _ -> "a mapping";
    };
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    boolean whole = line.length() <= MOST_SHOWN && line.length() == text.length();
    return whole ? text : line.substring(0, Math.min(line.length(), MOST_SHOWN)) + "…";
  }
}
