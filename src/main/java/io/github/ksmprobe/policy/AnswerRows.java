package io.github.ksmprobe.policy;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Severity;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.workload.KsmSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which paths fail on which listener of which version, as a table: each row is a sample that was
 * judged, and only errors are rows.
 */
final class AnswerRows {

  /** For an image that names no version: what fails under every version. */
  static final String ANY_VERSION = "any";

  /** Behind the row of a path: only where {@code --auth-filter} is on. */
  static final String FILTERED = " --" + KsmSettings.AUTH_FILTER;

  private static final Component KSM = Contracts.KUBE_STATE_METRICS;

  /** One that nothing is like. */
  private static final String OTHER_PATH = "/sample-path";

  /** A path as the rows name it. */
  private static final String PATH = "{path}";

  private final Refusals sentences;

  AnswerRows(Refusals sentences) {
    this.sentences = sentences;
  }

  /** By the first version of each contract, in CEL. */
  String rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Contract contract : KSM.contracts()) {
      rows.put(
          contract.since().toString(),
          rows(
              Sample.of(contract.since()),
              Sample.of(contract.since(), "--" + KsmSettings.AUTH_FILTER)));
    }
    rows.put(
        ANY_VERSION,
        rows(Sample.ofUnknownVersion(), Sample.ofUnknownVersion("--" + KsmSettings.AUTH_FILTER)));
    return Cel.map(rows);
  }

  private String rows(Sample plain, Sample filtered) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Listener listener : Listener.values()) {
      int port = listener == Listener.MAIN ? Sample.MAIN : Sample.TELEMETRY;
      samples()
          .forEach(
              (key, path) -> {
                String name = listener.label() + " " + key;
                Verdict open = plain.verdict(Sample.get(path, port));
                Verdict guarded = filtered.verdict(Sample.get(path, port));
                add(rows, name, path, open);
                if (!guarded.why().equals(open.why())) {
                  rows.put(name + FILTERED, Cel.text(""));
                  add(rows, name + FILTERED, path, guarded);
                }
              });
    }
    return Cel.map(rows).replace("\n", "\n  ");
  }

  private void add(Map<String, String> rows, String name, String path, Verdict verdict) {
    if (verdict.severity() == Severity.ERROR) {
      rows.put(name, Cel.text(sentences.of(verdict, path, PATH)));
    }
  }

  /** A path for each key: as it is, below one, differing by slash or letter case, any other. */
  private static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    exact().forEach(path -> samples.put(path, path));
    folders().forEach(folder -> samples.put(folder + "*", folder + "sample"));
    alike().forEach(path -> samples.put("~" + path, path.toUpperCase(Locale.ROOT)));
    samples.put("*", OTHER_PATH);
    return samples;
  }

  private static Set<String> exact() {
    Set<String> paths = new LinkedHashSet<>();
    KSM.endpoints().stream().map(Endpoint::path).forEach(paths::add);
    paths.addAll(alike());
    return paths;
  }

  private static List<String> folders() {
    return KSM.endpoints().stream()
        .map(Endpoint::path)
        .filter(path -> path.length() > 1 && path.endsWith("/"))
        .toList();
  }

  private static List<String> alike() {
    return KSM.endpoints().stream()
        .map(Endpoint::path)
        .filter(path -> path.length() > 1)
        .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
        .toList();
  }

  /** From a path to its key, in CEL. */
  static String key(String path) {
    return """
        (%2$s.filter(known, known == %1$s)
          + %3$s.filter(folder, %1$s.startsWith(folder)).map(folder, folder + "*")
          + %4$s.filter(known, known == %1$s.lowerAscii().find(r'^.*[^/]')).map(known, "~" + known)
          + ["*"])[0]"""
        .formatted(path, Cel.list(exact()), Cel.list(folders()), Cel.list(alike()));
  }
}
