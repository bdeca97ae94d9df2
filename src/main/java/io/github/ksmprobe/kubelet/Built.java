package io.github.ksmprobe.kubelet;

/** What the kubelet makes of a configured probe before it dials. */
public sealed interface Built {

  /**
   * What can be sent.
   *
   * @param request the first one; redirects may follow
   */
  record Ready(Outgoing request) implements Built {}

  /**
   * No request can be built: the kubelet gets an error and discards the run.
   *
   * @param cause what is wrong
   * @param detail in the kubelet's words
   */
  record Unresolvable(Cause cause, String detail) implements Built {}

  /**
   * A request that the kubelet's client refuses to send: the probe fails.
   *
   * @param detail in the kubelet's words
   */
  record Unsendable(String detail) implements Built {}

  enum Cause {
    /** The port's name is not declared by the probed container. */
    PORT_NAME,
    /** The port's number is not in 1..65535. */
    PORT_RANGE,
    /** The host cannot stand in a URL. */
    HOST
  }
}
