package io.github.ksmprobe.web;

import com.sun.net.httpserver.HttpExchange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which path is answered by whom: the first route that matches the whole path, segment by segment.
 *
 * <p>Words of a route are compared as they came over the wire, so {@code /%6detrics} is not {@code
 * /metrics}; what stands for a variable is percent-decoded. There are no prefixes, no wildcards and
 * no tolerance for a slash too many.
 *
 * @param routes in the order they are tried
 */
public record Routes(List<Route> routes) {

  private static final String VARIABLE = "*";

  public Routes {
    routes = List.copyOf(routes);
  }

  @FunctionalInterface
  public interface Handler {

    /**
     * The answer.
     *
     * @param exchange for what was asked besides the path; the server answers
     * @param variables what stood for the variables of the path, decoded, in order
     */
    Page answer(HttpExchange exchange, List<String> variables);
  }

  /** What an answer takes, and so where it is made. */
  public enum Cost {
    /** Nothing, and it says nothing that needs a password: healthy and ready. */
    FREE,
    /** The processor: a few are made at once. */
    WORK,
    /** Time, for it waits for the network. */
    TIME
  }

  /**
   * A path and who answers there.
   *
   * @param segments what stands between slashes; {@code *} is a variable, never empty
   * @param method GET, which means HEAD as well, or POST; every other is refused
   * @param cost what an answer takes
   * @param handler who answers
   */
  public record Route(List<String> segments, String method, Cost cost, Handler handler) {
    public Route {
      segments = List.copyOf(segments);
    }

    /** A page, at a path with {@code *} for each variable. */
    public static Route of(String path, Handler handler) {
      return new Route(split(path), "GET", Cost.WORK, handler);
    }

    public Route costing(Cost other) {
      return new Route(segments, method, other, handler);
    }

    /** The same, for what is done and not shown. */
    public Route posted() {
      return new Route(segments, "POST", cost, handler);
    }

    boolean allows(String asked) {
      return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
    }

    private Optional<List<String>> match(List<String> asked) {
      if (asked.size() != segments.size()) {
        return Optional.empty();
      }
      List<String> variables = new ArrayList<>();
      for (int i = 0; i < segments.size(); i++) {
        if (segments.get(i).equals(VARIABLE)) {
          Optional<String> value = decoded(asked.get(i)).filter(text -> !text.isEmpty());
          if (value.isEmpty()) {
            return Optional.empty();
          }
          variables.add(value.get());
        } else if (!segments.get(i).equals(asked.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(variables);
    }
  }

  /**
   * A route that was found.
   *
   * @param route which
   * @param variables decoded, in order
   */
  record Match(Route route, List<String> variables) {}

  /**
   * Who answers there; empty for 404.
   *
   * @param rawPath as it came over the wire, without the query
   */
  Optional<Match> find(String rawPath) {
    List<String> asked = split(rawPath);
    return routes.stream()
        .flatMap(route -> route.match(asked).map(found -> new Match(route, found)).stream())
        .findFirst();
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  private static Optional<String> decoded(String segment) {
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        bytes.put(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.put((byte) (high * 16 + low));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
