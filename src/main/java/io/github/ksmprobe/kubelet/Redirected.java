package io.github.ksmprobe.kubelet;

/** What the kubelet does after an answer, given its status and Location. */
public sealed interface Redirected {

  /** The answer stands, a 3xx included: the kubelet counts that as success with a warning. */
  record Final() implements Redirected {}

  /**
   * The next request.
   *
   * @param request a GET, on a new connection
   */
  record Follow(ProbeRequest request) implements Redirected {}

  /**
   * The redirect cannot be followed and the probe fails.
   *
   * @param reason the class of failure
   * @param detail in Go's words
   */
  record Failed(Reason reason, String detail) implements Redirected {}

  enum Reason {
    /** The Location is no URL. */
    UNPARSABLE_LOCATION,
    /** A scheme other than http and https, or a URL without a host. */
    UNSUPPORTED_TARGET,
    /** The tenth redirect. */
    TOO_MANY
  }
}
