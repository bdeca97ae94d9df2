package io.github.ksmprobe.workload;

/**
 * Something that the manifest does not show, and what is taken for granted instead.
 *
 * @param kind what is hidden
 * @param subject which one: a file, a flag, a variable
 */
public record Assumption(Kind kind, String subject) {

  public enum Kind {
    /** {@code --config}: its ports, hosts and TLS override the flags. Taken to leave them alone. */
    CONFIG_FILE,
    /** {@code --tls-config}: taken to turn on TLS, without passwords or client certificates. */
    TLS_CONFIG_FILE,
    /** A host from a hidden variable: taken to be all addresses. */
    HIDDEN_HOST,
    /** A port from a hidden variable: not guessed. */
    HIDDEN_PORT,
    /** A shell script as command: its flags are not read. Taken to set nothing. */
    SHELL_COMMAND,
    /** A program that is not known, in place of kube-state-metrics. Taken to start it as shown. */
    STARTER,
    /** Arguments that name a program: taken to be started so by the image's own entrypoint. */
    ENTRYPOINT,
    /** A flag that moves paths: where to is not followed. */
    MOVED_PATHS,
    /** Path flags of a proxy from a hidden variable: not guessed. */
    HIDDEN_PROXY_FLAG
  }
}
