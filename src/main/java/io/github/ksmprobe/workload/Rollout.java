package io.github.ksmprobe.workload;

/** How an object brings a changed pod in place of the old one. */
public enum Rollout {
  /** New pods first; old ones go once new ones are Ready. */
  NEW_FIRST,
  /** One pod after the other, each ended before its successor starts. */
  ONE_BY_ONE,
  /** All old pods end before the first new one starts. */
  ALL_OLD_FIRST,
  /** Somebody ends the old pods. */
  BY_HAND,
  /** It has no old pods to replace. */
  NONE;

  /**
   * Of an object of that kind.
   *
   * @param strategy as configured; empty for the default
   */
  public static Rollout of(String kind, String strategy) {
    return switch (kind) {
      case "Deployment", "Chart" -> strategy.equals("Recreate") ? ALL_OLD_FIRST : NEW_FIRST;
      case "StatefulSet", "DaemonSet" -> strategy.equals("OnDelete") ? BY_HAND : ONE_BY_ONE;
      case "ReplicaSet", "ReplicationController", "Pod" -> BY_HAND;
      default -> NONE;
    };
  }
}
