package io.github.ksmprobe.evidence;

import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.kubelet.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of one request. A failed exchange is data too; nothing here is ever thrown. */
public sealed interface Answer {

  /**
   * What the kubelet makes of it; empty where it cannot be known from here.
   *
   * <p>Rules of the kubelet's prober: a connection is success where nothing more is asked; 200 to
   * 399 is success, any other status a failure, a body that breaks after complete headers is
   * discarded whatever the status, and no answer is a failure.
   */
  Optional<Result> result();

  /** The same with a secret masked wherever it stands, to be kept and shown. */
  default Answer without(String secret) {
    return switch (this) {
      case Response(int code, var headers, var body, var followed, var took) ->
          new Response(
              code,
              headers.replacing(secret, MASKED),
              body.without(secret),
              followed.stream().map(url -> url.replace(secret, MASKED)).toList(),
              took);
      case NoResponse(var cause, var detail, var took) ->
          new NoResponse(cause, detail.replace(secret, MASKED), took);
      case Connected connection -> connection;
      case NotObservable blind -> blind;
    };
  }

  /** Stands for what is not shown. */
  String MASKED = "(not shown)";

  /**
   * Complete headers came; the body may not have.
   *
   * @param statusCode of the last answer after redirects
   * @param headers of that answer, in order
   * @param body what of the body was read
   * @param followed the URLs that redirects led to, in order; empty without redirects
   * @param took from dial to the last byte read
   */
  record Response(int statusCode, Headers headers, Body body, List<String> followed, Duration took)
      implements Answer {
    public Response {
      followed = List.copyOf(followed);
    }

    @Override
    public Optional<Result> result() {
      return Optional.of(
          switch (body.end()) {
            case CUT, LATE -> Result.DISCARDED;
            case COMPLETE, CAPPED ->
                statusCode >= 200 && statusCode < 400 ? Result.SUCCESS : Result.FAILURE;
          });
    }
  }

  /**
   * The connection came about, and nothing more was wanted.
   *
   * @param took from dial to connection
   */
  record Connected(Duration took) implements Answer {
    @Override
    public Optional<Result> result() {
      return Optional.of(Result.SUCCESS);
    }
  }

  /**
   * No complete headers came, or no connection where that was all that was wanted.
   *
   * @param cause the class of failure
   * @param detail for a person: addresses and the system's own words
   * @param took until it was known
   */
  record NoResponse(Cause cause, String detail, Duration took) implements Answer {
    @Override
    public Optional<Result> result() {
      return Optional.of(Result.FAILURE);
    }
  }

  /**
   * What the answer would be cannot be seen from here; nothing was guessed.
   *
   * @param why the class of blindness
   * @param subject what it is about, "container oauth2-proxy" for example
   */
  record NotObservable(Why why, String subject) implements Answer {
    @Override
    public Optional<Result> result() {
      return Optional.empty();
    }
  }

  enum Cause {
    /** The connection was refused. */
    REFUSED,
    /** No route, network down and the like. */
    UNREACHABLE,
    /** The budget ran out before the headers were complete, in whatever phase. */
    TIMEOUT,
    /** The peer closed without an answer. */
    CLOSED,
    /** The peer reset the connection. */
    RESET,
    /** What came is not HTTP as Go's client reads it. */
    MALFORMED,
    /** The TLS handshake failed. */
    TLS,
    /** The peer demands a client certificate. */
    CERTIFICATE_REQUIRED,
    /** TLS was asked, plain HTTP came back. */
    PLAIN_HTTP,
    /** The host name does not resolve. */
    UNKNOWN_HOST,
    /** The tenth redirect. */
    TOO_MANY_REDIRECTS,
    /** A redirect to an address that cannot be asked. */
    BAD_REDIRECT,
    /**
     * The kubelet's client refuses to send the request, for example for a header with a line break.
     */
    UNSENDABLE
  }

  enum Why {
    /** The running version is not known, and it decides the answer. */
    VERSION_UNKNOWN,
    /** A version older than the contract table. */
    VERSION_TOO_OLD,
    /** Something that is neither kube-state-metrics nor a known proxy listens there. */
    OTHER_CONTAINER,
    /** An address outside the pod, seen from the node. */
    OUTSIDE_THE_POD,
    /** The loopback of a pod that the exporter does not run in. */
    LOOPBACK_OF_ANOTHER_POD,
    /** An argument that cannot be read decides where the listener is. */
    UNREADABLE_ARGUMENT,
    /** A flag moves paths, and where to is not followed. */
    MOVED_PATHS,
    /** What else is asked, or the world, decides what that path answers. */
    VARIES,
    /** Nothing is known to listen there, and what starts kube-state-metrics cannot be read. */
    UNREADABLE_START,
    /** The round ended before the request had had its own whole timeout. */
    ROUND_ENDED,
    /** The API server lets nobody through to the pod, or changes on the way what decides. */
    BEHIND_THE_API_SERVER
  }
}
