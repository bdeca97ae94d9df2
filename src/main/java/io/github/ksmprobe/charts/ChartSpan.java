package io.github.ksmprobe.charts;

import io.github.ksmprobe.contract.KsmVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Releases of the kube-state-metrics chart in a row that render the same pod with the same image.
 *
 * @param first of them
 * @param last of them; empty for any later patch of the same minor release
 * @param era what they render
 * @param image the kube-state-metrics that they bring
 */
public record ChartSpan(
    ChartVersion first, Optional<ChartVersion> last, Era era, KsmVersion image) {

  /**
   * The releases that fit a constraint, cut where an era or an image begins; empty if the table has
   * none of them.
   */
  static List<ChartSpan> of(ChartConstraint constraint) {
    ChartVersion lowest = constraint.lowest();
    ChartVersion highest = constraint.highest();
    TreeSet<ChartVersion> cuts = new TreeSet<>();
    cuts.add(lowest);
    for (Era era : Eras.all()) {
      era.images().stream()
          .map(Era.Image::from)
          .filter(from -> from.isWithin(lowest, highest))
          .forEach(cuts::add);
    }
    List<ChartSpan> spans = new ArrayList<>();
    for (ChartVersion cut : cuts) {
      Optional<ChartVersion> last =
          Optional.ofNullable(cuts.higher(cut))
              .map(next -> new ChartVersion(next.major(), next.minor(), next.patch() - 1))
              .or(() -> lastPatch(constraint, cut));
      Eras.of(cut).ifPresent(era -> spans.add(new ChartSpan(cut, last, era, era.imageOf(cut))));
    }
    return List.copyOf(spans);
  }

  // Where the next era begins with the next minor release, all patches of this one are known.
  private static Optional<ChartVersion> lastPatch(ChartConstraint constraint, ChartVersion cut) {
    return constraint.anyPatch()
        ? Eras.of(cut).map(Era::last).filter(last -> last.isWithin(cut, constraint.highest()))
        : Optional.of(cut);
  }

  /** A whole era, with the image it began with. */
  public static ChartSpan of(Era era) {
    return new ChartSpan(
        era.first(), Optional.of(era.last()), era, era.images().getFirst().version());
  }

  /** Whether every release that fits the constraint is one of these. */
  public boolean holdsAll(ChartConstraint constraint) {
    List<ChartSpan> fitting = of(constraint);
    return !fitting.isEmpty() && fitting.stream().allMatch(this::begins);
  }

  /** Whether some release that fits the constraint is one of these. */
  public boolean holdsSome(ChartConstraint constraint) {
    return of(constraint).stream().anyMatch(this::begins);
  }

  // Spans are cut where eras begin, so that the rest of one lies where its first release does.
  private boolean begins(ChartSpan other) {
    return !other.first.isBefore(first) && last.filter(end -> end.isBefore(other.first)).isEmpty();
  }

  /** From the first of these to the last of the others; the rest as here. */
  public ChartSpan through(ChartSpan later) {
    return new ChartSpan(first, later.last, era, image);
  }

  /** {@code 5.26.0}, {@code 5.22.0 to 5.26.0}, {@code 5.25.*} or {@code 5.33.2 or later 5.33}. */
  @Override
  public String toString() {
    String minor = first.major() + "." + first.minor();
    return last.map(end -> end.equals(first) ? first.toString() : first + " to " + end)
        .orElse(first.patch() == 0 ? minor + ".*" : first + " or later " + minor);
  }
}
