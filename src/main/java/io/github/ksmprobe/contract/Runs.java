package io.github.ksmprobe.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Releases in a row of which the same is to be said. */
public final class Runs {

  private Runs() {}

  /**
   * The neighbours that are alike, together; none of the lists is empty.
   *
   * @param isSame whether the latter continues the former's run
   */
  public static <T> List<List<T>> of(List<T> all, BiPredicate<T, T> isSame) {
    List<List<T>> runs = new ArrayList<>();
    for (T one : all) {
      if (runs.isEmpty() || !isSame.test(runs.getLast().getLast(), one)) {
        runs.add(new ArrayList<>());
      }
      runs.getLast().add(one);
    }
    return runs;
  }
}
