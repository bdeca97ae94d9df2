package io.github.ksmprobe.contract;

/** Where a listener takes a request path. */
public sealed interface Route {

  /**
   * To a real handler.
   *
   * @param endpoint which
   */
  record Serves(Endpoint endpoint) implements Route {}

  /** To the landing page, since this port answers every path with it (up to v2.13). */
  record CatchAll() implements Route {}

  /** To nothing: 404. */
  record NotFound() implements Route {}

  /** To nobody without a token: 403. */
  record Forbidden() implements Route {}

  /**
   * To another path of the same port, as Go's ServeMux does with paths that are not clean.
   *
   * @param location path with query
   */
  record Redirects(String location) implements Route {}
}
