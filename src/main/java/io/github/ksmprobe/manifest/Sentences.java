package io.github.ksmprobe.manifest;

import io.github.ksmprobe.yaml.Yaml;

/** The wording that several problems share. */
final class Sentences {

  /** Follows "This" or the name of a field. */
  static final String TEMPLATE =
      "is a Helm template that is not rendered yet: pipe \"helm template CHART\" into"
          + " \"ksm-probe-exporter check -\".";

  private static final int MOST_SHOWN = 40;

  private Sentences() {}

  /** A clause as a sentence of its own. */
  static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
  }

  /** A value in a sentence; never more than a few words of it. */
  static String describe(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar when scalar.isNull() -> "null";
      case Yaml.Scalar scalar ->
          (scalar.plain() ? "" : "the text ") + '"' + shortened(scalar.text()) + '"';
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
