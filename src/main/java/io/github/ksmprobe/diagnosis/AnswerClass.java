package io.github.ksmprobe.diagnosis;

/** What kind of answer it is, by its content and not by its status alone. */
public enum AnswerClass {
  /** The real handler. */
  SERVED("served"),
  /** The page of "/", whatever the path. */
  LANDING_PAGE("landing_page"),
  /** 200 without a byte. */
  EMPTY("empty"),
  /** 404 as Go writes it. */
  NOT_FOUND("not_found"),
  /** 401 or 403, or the 500 that --auth-filter gives to a token it cannot check. */
  UNAUTHORIZED("unauthorized"),
  /** 503. */
  UNAVAILABLE("unavailable"),
  /** 3xx that was not followed. */
  REDIRECT("redirect"),
  /** http to a TLS port or the reverse. */
  WRONG_SCHEME("wrong_scheme"),
  /** Something that is not kube-state-metrics. */
  FOREIGN("foreign"),
  /** Any other status, or a body that broke. */
  ERROR("error"),
  /** No complete headers. */
  NO_ANSWER("no_answer");

  private final String label;

  AnswerClass(String label) {
    this.label = label;
  }

  /** The word for it in metrics, JSON, page and documentation. */
  public String label() {
    return label;
  }
}
