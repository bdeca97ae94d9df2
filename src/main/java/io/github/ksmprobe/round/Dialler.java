package io.github.ksmprobe.round;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.kubelet.ProbeRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Leads requests to a pod through a tunnel, for who cannot dial its address. */
@FunctionalInterface
public interface Dialler {

  /**
   * A tunnel for that one request, to the port that it names. Must not wait for the far end.
   *
   * @param opened called once that stands, on whatever thread: from then on it is the pod's time
   * @throws IOException if this machine has no near end to give
   */
  Line to(ProbeRequest request, Runnable opened) throws IOException;

  /** A tunnel for one connection. */
  interface Line extends AutoCloseable {

    /** Its near end, where to dial. */
    InetSocketAddress address();

    /**
     * What came of the request where the far end was not the pod's own doing: to be asked once the
     * connection has failed.
     */
    Optional<Answer> instead();

    /** Ends it, whatever is under way. */
    @Override
    void close();
  }
}
