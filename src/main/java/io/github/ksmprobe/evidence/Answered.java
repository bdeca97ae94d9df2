package io.github.ksmprobe.evidence;

/**
 * A request and what came of it.
 *
 * @param ask the request
 * @param answer what came
 * @param fresh whether it was asked in this round; main /metrics stands in from an earlier one
 */
public record Answered(Ask ask, Answer answer, boolean fresh) {

  public Answered(Ask ask, Answer answer) {
    this(ask, answer, true);
  }

  /**
   * The same with less of the body, for keeping between rounds.
   *
   * @param chars of the body to keep at most
   */
  public Answered excerpt(int chars) {
    return answer instanceof Answer.Response(int code, var headers, var body, var urls, var took)
        ? new Answered(
            ask, new Answer.Response(code, headers, body.excerpt(chars), urls, took), fresh)
        : this;
  }

  /** The same, standing in for a request that was not due. */
  public Answered fromBefore() {
    return new Answered(ask, answer, false);
  }
}
