package io.github.ksmprobe.prediction;

/**
 * What an answer depends on besides version and arguments.
 *
 * @param apiServer how the API server behaves towards kube-state-metrics
 * @param protection what the web config file demands
 * @param objects whether there is anything to show on main /metrics
 */
public record Conditions(ApiServer apiServer, Protection protection, boolean objects) {

  /** What {@code check} takes for granted: everything outside the manifest works. */
  public static final Conditions NORMAL = new Conditions(ApiServer.UP, Protection.NONE, true);

  public Conditions with(ApiServer other) {
    return new Conditions(other, protection, objects);
  }

  /** How the API server's own /livez answers. */
  public enum ApiServer {
    UP,
    /** Down, or answering anything but 200. */
    DOWN,
    /** Slower than any probe waits. */
    SLOW
  }

  /** What a web config file demands of every request, health paths included. */
  public enum Protection {
    NONE,
    BASIC_AUTH,
    CLIENT_CERTIFICATE
  }
}
