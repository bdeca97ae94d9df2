package io.github.ksmprobe.manifest;

import io.github.ksmprobe.manifest.ManifestProblem.Kind;
import io.github.ksmprobe.yaml.Yaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one source, and stops at a number that a person would still read. */
final class Problems {

  static final int MOST = 100;

  private static final Comparator<ManifestProblem> TOP_TO_BOTTOM =
      Comparator.comparing((ManifestProblem problem) -> problem.line() == 0)
          .thenComparingInt(ManifestProblem::line)
          .thenComparingInt(ManifestProblem::column);

  private final String source;
  private final List<ManifestProblem> list = new ArrayList<>();

  /** Of the object that is being read, without its name, listed or not. */
  private final List<String> notes = new ArrayList<>();

  private int count;
  private boolean saidTemplate;

  Problems(String source) {
    this.source = source;
  }

  void add(String message) {
    add(0, 0, message);
  }

  void add(Yaml place, String message) {
    add(place, "", message);
  }

  /** A problem of an object that has a name. */
  void add(Yaml place, String object, String message) {
    add(Kind.OTHER, place, object, message);
  }

  /** A problem of that kind; the object's name is empty where it has none. */
  void add(Kind kind, Yaml place, String object, String message) {
    if (notes.size() < MOST) {
      notes.add(message);
    }
    add(kind, place.line(), place.column(), object.isEmpty() ? message : object + ": " + message);
  }

  void next() {
    notes.clear();
  }

  /** What was noted of the object up to now. */
  int mark() {
    return notes.size();
  }

  /** What was noted of the object since then. */
  List<String> since(int mark) {
    return List.copyOf(notes.subList(mark, notes.size()));
  }

  void add(int line, int column, String message) {
    add(Kind.OTHER, line, column, message);
  }

  void add(Kind kind, int line, int column, String message) {
    count++;
    if (kind == Kind.TEMPLATE) {
      // Every line of a chart's template would say so, and one command cures them all.
      if (saidTemplate) {
        return;
      }
      saidTemplate = true;
    }
    if (line == 0 || list.size() < MOST) {
      list.add(new ManifestProblem(kind, source, line, column, message));
    } else if (list.size() == MOST) {
      list.add(
          new ManifestProblem(
              Kind.OTHER,
              source,
              line,
              column,
              "More problems follow, which are not listed: correct the first "
                  + MOST
                  + " and check again."));
    }
  }

  /** How many were noted, listed or not. */
  int count() {
    return count;
  }

  /** From top to bottom; what concerns the whole source stands last. */
  List<ManifestProblem> list() {
    return list.stream().sorted(TOP_TO_BOTTOM).toList();
  }
}
