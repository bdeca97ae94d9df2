package io.github.ksmprobe.targets;

import java.util.Map;
import java.util.Optional;

/** What was asked of the API server, and whether it is of any use now. */
@FunctionalInterface
public interface ApiUse {

  /** The counts up to now. Must neither throw nor wait. */
  Counts counts();

  /**
   * Requests by outcome.
   *
   * @param up whether the last request got a usable answer; empty before the first
   * @param requests how many there were of each
   */
  record Counts(Optional<Boolean> up, Map<Call, Long> requests) {
    public static final Counts NONE = new Counts(Optional.empty(), Map.of());

    public Counts {
      requests = Map.copyOf(requests);
    }
  }

  /**
   * One kind of outcome.
   *
   * @param verb as in RBAC: get, list or watch
   * @param code the HTTP status, or {@code none} without an answer
   */
  record Call(String verb, String code) {
    /** The code of a request without an answer. */
    public static final String NO_ANSWER = "none";
  }
}
