package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.alerts.ServerProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is asked of Prometheus over HTTP.
 *
 * @param server that answers
 */
public record PrometheusApi(ServerProcess server) {

  /**
   * A series of an answer.
   *
   * @param labels by name
   * @param points in the order of time
   */
  public record Found(SortedMap<String, String> labels, List<Point> points) {}

  /** A value at a moment. */
  public record Point(Instant time, double value) {}

  /** What holds at a moment. */
  public List<Found> instant(String expression, Instant when) {
    return results("query", Map.of("query", expression, "time", when.toString()));
  }

  /** What held from step to step. */
  public List<Found> range(String expression, Instant from, Instant to, Duration step) {
    return results(
        "query_range",
        Map.of(
            "query",
            expression,
            "start",
            from.toString(),
            "end",
            to.toString(),
            "step",
            step.toSeconds() + "s"));
  }

  /** The labels of all series that the selector takes. */
  public List<SortedMap<String, String>> series(String selector, Instant from, Instant to) {
    JsonNode data =
        data("series", Map.of("match[]", selector, "start", from.toString(), "end", to.toString()));
    return data.valueStream().map(PrometheusApi::labels).toList();
  }

  private List<Found> results(String endpoint, Map<String, String> parameters) {
    JsonNode data = data(endpoint, parameters);
    if (data.path("resultType").asString().equals("scalar")) {
      return List.of(new Found(new TreeMap<>(), List.of(point(data.path("result")))));
    }
    return data.path("result")
        .valueStream()
        .map(
            one ->
                new Found(
                    labels(one.path("metric")),
                    Stream.concat(
                            one.path("values").valueStream(), Stream.ofNullable(one.get("value")))
                        .map(PrometheusApi::point)
                        .toList()))
        .toList();
  }

  private JsonNode data(String endpoint, Map<String, String> parameters) {
    StringBuilder path = new StringBuilder("/api/v1/" + endpoint + "?");
    parameters.forEach(
        (name, value) ->
            path.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
    JsonNode answer = JsonMapper.shared().readTree(server.get(path.toString()));
    if (!answer.path("status").asString("").equals("success")) {
      throw new IllegalStateException(answer.path("error").asString("") + ": " + parameters);
    }
    return answer.path("data");
  }

  private static SortedMap<String, String> labels(JsonNode metric) {
    SortedMap<String, String> labels = new TreeMap<>();
    metric.propertyStream().forEach(one -> labels.put(one.getKey(), one.getValue().asString()));
    return labels;
  }

  private static Point point(JsonNode pair) {
    long millis = Math.round(pair.path(0).asDouble() * 1000);
    String value = pair.path(1).asString().replace("Inf", "Infinity");
    return new Point(Instant.ofEpochMilli(millis), Double.parseDouble(value));
  }
}
