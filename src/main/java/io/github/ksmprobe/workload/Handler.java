package io.github.ksmprobe.workload;

import java.util.List;
import java.util.regex.Pattern;

public sealed interface Handler {

  /** One that dials a port that it may name: at the pod's own address, or at a host of its own. */
  sealed interface Dialling extends Handler {
    /** Number or name. */
    PortRef port();

    /** As configured; empty means the pod's own address. */
    String host();

    /** The key in a manifest, {@code httpGet} for example. */
    String key();
  }

  /**
   * An HTTP GET, with the API's defaults applied.
   *
   * @param path as configured, not cleaned; "/" where the manifest has none
   * @param port number or name
   * @param scheme HTTP where the manifest has none
   * @param host as configured; empty means the pod's own address
   * @param headers as configured, in order
   */
  record HttpGet(String path, PortRef port, Scheme scheme, String host, List<Header> headers)
      implements Dialling {
    public HttpGet {
      headers = List.copyOf(headers);
    }

    @Override
    public String key() {
      return "httpGet";
    }
  }

  /**
   * A TCP connect, after which nothing is sent.
   *
   * @param port number or name
   * @param host as configured; empty means the pod's own address
   */
  record TcpSocket(PortRef port, String host) implements Dialling {
    @Override
    public String key() {
      return "tcpSocket";
    }
  }

  /**
   * A command inside the container.
   *
   * @param command the program and its arguments
   * @param mounts where volumes are mounted, whose files no image tells
   */
  record Exec(List<String> command, List<String> mounts) implements Handler {
    public Exec {
      command = List.copyOf(command);
      mounts = List.copyOf(mounts);
    }
  }

  /**
   * A gRPC health check, in the clear.
   *
   * @param port of the pod's own address; a name is not possible
   */
  record Grpc(int port) implements Handler {}

  /**
   * Something that cannot be read, or that rests on something that cannot.
   *
   * @param why in a sentence
   */
  record Unread(String why) implements Handler {}

  /**
   * One configured request header.
   *
   * @param name as configured
   * @param value as configured, possibly empty
   */
  record Header(String name, String value) {}

  /** A port as a probe names it. */
  sealed interface PortRef {
    /**
     * A number, not yet checked against 1..65535.
     *
     * @param value as configured
     */
    record Numbered(int value) implements PortRef {
      @Override
      public String toString() {
        return Integer.toString(value);
      }
    }

    /**
     * A name, looked up among the ports of the probed container only.
     *
     * @param value as configured
     */
    record Named(String value) implements PortRef {

      /** What the API server takes for a port's name. */
      public static final String ALLOWED =
          "a name of at most 15 of a-z, 0-9 and -, with a letter and no - at its ends";

      private static final Pattern NAME =
          Pattern.compile("(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*");

      /** Whether the API server takes it. */
      public boolean isAllowed() {
        return NAME.matcher(value).matches();
      }

      @Override
      public String toString() {
        return value;
      }
    }
  }
}
