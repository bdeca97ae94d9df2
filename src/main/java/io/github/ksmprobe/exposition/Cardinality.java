package io.github.ksmprobe.exposition;

/** How many series there are for a pod. */
public enum Cardinality {
  /** Everything, also what is 0: some four hundred series for a pod. */
  FULL,
  /**
   * Only what holds, and no histogram: for a thousand pods in one process. A rule that compares
   * with 1 reads both alike.
   */
  COMPACT;

  /** Whether a series of that value is shown. */
  boolean shows(boolean value) {
    return value || this == FULL;
  }
}
