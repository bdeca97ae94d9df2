package io.github.ksmprobe.manifest;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one source, and stops at a number that a person would still read. */
final class Problems {

  static final int MOST = 100;

  private final String source;
  private final List<ManifestProblem> list = new ArrayList<>();
  private int count;
  private boolean saidTemplate;

  Problems(String source) {
    this.source = source;
  }

  /** A problem of the whole source. */
  void add(String message) {
    add(0, 0, message);
  }

  void add(Yaml place, String message) {
    add(place.line(), place.column(), message);
  }

  void add(int line, int column, String message) {
    count++;
    if (message.endsWith(Sentences.TEMPLATE)) {
      // Every line of a chart's template would say so, and one command cures them all.
      if (saidTemplate) {
        return;
      }
      saidTemplate = true;
    }
    if (list.size() < MOST) {
      list.add(new ManifestProblem(source, line, column, message));
    } else if (list.size() == MOST) {
      list.add(
          new ManifestProblem(
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

  List<ManifestProblem> list() {
    return list;
  }
}
