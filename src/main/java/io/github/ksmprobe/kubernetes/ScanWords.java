package io.github.ksmprobe.kubernetes;

/** Why a way through the API server is closed, in words. */
final class ScanWords {

  private ScanWords() {}

  /**
   * The API server's own refusal.
   *
   * @param resource that RBAC has a word for, pods/proxy for example
   */
  static String refused(int code, String resource) {
    return switch (code) {
      case 401 -> "401 Unauthorized: the credentials are not accepted";
      case 403 -> "403 Forbidden: it takes a right on " + resource + "; see docs/rbac.md";
      case 404 -> "404 Not Found: the pod is gone";
      case 429 -> "429 Too Many Requests: ask again later";
      default -> "the API server answers with status " + code;
    };
  }
}
