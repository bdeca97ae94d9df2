package io.github.ksmprobe.kubernetes;

/** What came of one request to the API server. Nothing here is ever thrown. */
sealed interface Reply {

  /**
   * A good answer.
   *
   * @param json the body; empty after a watch, whose body was consumed line by line
   */
  record Good(String json) implements Reply {}

  /**
   * The API server works and says no: a right is missing, or the object. Another way may be open.
   *
   * @param code 403, 404, 405 or 410
   */
  record Refused(int code) implements Reply {}

  /**
   * The API server cannot be used now, whatever is asked.
   *
   * @param why for a person: the status, or the system's own words
   */
  record Failed(String why) implements Reply {}

  static Reply of(int code) {
    return switch (code) {
      // 410 Gone: the resource version of a watch is too old; reading again gives a new one.
      case 403, 404, 405, 410 -> new Refused(code);
      case 401 -> new Failed("401 Unauthorized: the token is missing, expired or not accepted");
      case 429 -> new Failed("429 Too Many Requests");
      default -> new Failed("status " + code);
    };
  }
}
