package io.github.ksmprobe.measure;

import io.github.ksmprobe.charts.ChartVersion;
import io.github.ksmprobe.charts.Era;
import io.github.ksmprobe.charts.Era.Image;
import io.github.ksmprobe.charts.Eras;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Writes new rows into the sources of the tables. What needs a word that the tables do not have, or
 * a sentence, is left to a person.
 */
final class TableEdits {

  private TableEdits() {}

  /** Appends releases to {@code Contracts.RELEASES}, each after the one before it. */
  static String releases(String java, List<KsmVersion> fresh) {
    String edited = java;
    for (KsmVersion version : fresh) {
      KsmVersion before =
          Contracts.releases().stream()
              .filter(known -> known.isBefore(version))
              .reduce((_, later) -> later)
              .orElseThrow();
      for (KsmVersion other : fresh) {
        before = other.isBefore(version) && before.isBefore(other) ? other : before;
      }
      String quoted = "\"" + before.number() + "\"";
      edited = replaced(edited, quoted, quoted + ", \"" + version.number() + "\"");
    }
    return edited;
  }

  /** The day up to which the releases are known. */
  static String day(String java, LocalDate day) {
    LocalDate old = Contracts.knownUntil();
    return replaced(java, of(old), of(day));
  }

  private static String of(LocalDate day) {
    return "LocalDate.of("
        + day.getYear()
        + ", "
        + day.getMonthValue()
        + ", "
        + day.getDayOfMonth()
        + ")";
  }

  /** Lets the newest era go on through releases that render its pod. */
  static String eras(String java, List<ChartFinding.Continues> fresh) {
    Era era = Eras.all().getLast();
    String edited = java;
    ChartVersion last = era.last();
    Image image = era.images().getLast();
    for (ChartFinding.Continues one : fresh) {
      if (!one.image().equals(image.version())) {
        Image next = new Image(one.release(), one.image());
        edited = replaced(edited, quoted(image), quoted(image) + ", " + quoted(next));
        image = next;
      }
      edited = replaced(edited, "v(\"" + last + "\"),\n", "v(\"" + one.release() + "\"),\n");
      last = one.release();
    }
    return edited;
  }

  private static String quoted(Image image) {
    return "\"" + image.from() + " " + image.version().number() + "\"";
  }

  /** Adds a release of an umbrella to its table: to the last line, or as a line of its own. */
  static String umbrella(String java, String name, ChartVersion release, String brings) {
    String head = "String " + name.toUpperCase(Locale.ROOT).replace('-', '_') + " =";
    int start = java.indexOf(head);
    int end = java.indexOf("\n      \"\"\";", start);
    int line = java.lastIndexOf('\n', end - 1) + 1;
    if (start < 0 || end < 0) {
      throw new IllegalArgumentException("no table " + head);
    }
    List<String> columns = List.of(java.substring(line, end).strip().split(" +", -1));
    String kept = java.substring(0, line);
    String rest = java.substring(end);
    return columns.getLast().equals(brings)
        ? kept + row(columns.getFirst(), release.toString(), brings) + rest
        : java.substring(0, end)
            + "\n"
            + row(release.toString(), release.toString(), brings)
            + rest;
  }

  private static String row(String first, String last, String brings) {
    return String.format(Locale.ROOT, "      %-9s %-9s %s", first, last, brings);
  }

  // Tables grow at their end, so that the last place is meant.
  private static String replaced(String text, String old, String by) {
    int at = text.lastIndexOf(old);
    if (at < 0) {
      throw new IllegalArgumentException("the table does not hold " + old.strip());
    }
    return text.substring(0, at) + by + text.substring(at + old.length());
  }
}
