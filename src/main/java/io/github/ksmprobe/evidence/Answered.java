package io.github.ksmprobe.evidence;

import static java.util.Objects.requireNonNull;

/**
 * A request and what came of it.
 *
 * @param ask the request
 * @param answer what came
 */
public record Answered(Ask ask, Answer answer) {
  public Answered {
    requireNonNull(ask);
    requireNonNull(answer);
  }
}
