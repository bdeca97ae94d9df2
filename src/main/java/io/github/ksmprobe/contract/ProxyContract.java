package io.github.ksmprobe.contract;

import java.util.List;

/**
 * What kube-rbac-proxy does with a path, by its flags. Checked against v0.20.2.
 *
 * @param ignorePaths {@code --ignore-paths}: let through without asking who it is
 * @param allowPaths {@code --allow-paths}: everything else gets 404, token or not
 */
public record ProxyContract(List<String> ignorePaths, List<String> allowPaths) {

  /** The only path that its own health port serves. */
  public static final String HEALTH_PATH = "/healthz";

  public ProxyContract {
    ignorePaths = List.copyOf(ignorePaths);
    allowPaths = List.copyOf(allowPaths);
  }

  /** What becomes of a request without a token. */
  public enum Passage {
    /** It reaches the upstream. */
    PASSED,
    /** 401: the proxy wants to know who asks. */
    UNAUTHORIZED,
    /** 404, byte for byte as kube-state-metrics' own. */
    NOT_ALLOWED
  }

  /**
   * Decides on the path alone, query ignored, slash and letter case exact.
   *
   * @param target path and query as they stand on the request line
   */
  public Passage passage(String target) {
    int mark = target.indexOf('?');
    String path = PathCleaning.decode(mark < 0 ? target : target.substring(0, mark));
    if (!allowPaths.isEmpty()
        && allowPaths.stream().noneMatch(pattern -> PathPattern.matches(pattern, path))) {
      return Passage.NOT_ALLOWED;
    }
    return ignorePaths.stream().anyMatch(pattern -> PathPattern.matches(pattern, path))
        ? Passage.PASSED
        : Passage.UNAUTHORIZED;
  }
}
