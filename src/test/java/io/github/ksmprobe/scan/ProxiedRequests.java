package io.github.ksmprobe.scan;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** pods/proxy, with what util/proxy of k8s.io/apimachinery changes on the way. */
final class ProxiedRequests {

  private final HttpClient client;

  ProxiedRequests(Vertx vertx) {
    client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  }

  void serve(HttpServerRequest request, String ip, int port, String target, String prefix) {
    var _ =
        client
            .request(HttpMethod.GET, port, ip, target)
            .compose(sent -> sent.putHeader("User-Agent", request.getHeader("User-Agent")).send())
            .onSuccess(
                answered -> {
                  var _ = answered.body().onSuccess(body -> hand(request, answered, body, prefix));
                })
            .onFailure(
                refused ->
                    status(
                        request,
                        503,
                        "error trying to reach service: dial tcp %s:%d: connect: connection refused"
                            .formatted(ip, port)));
  }

  private static void hand(
      HttpServerRequest request, HttpClientResponse answered, Buffer body, String prefix) {
    HttpServerResponse response = request.response().setStatusCode(answered.statusCode());
    answered
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Content-Length")
                  && !name.equalsIgnoreCase("Connection")) {
                response.putHeader(
                    name,
                    name.equalsIgnoreCase("Location") && value.startsWith("/")
                        ? prefix + value
                        : value);
              }
            });
    String type = String.valueOf(answered.getHeader("Content-Type"));
    var _ =
        response.end(
            type.startsWith("text/html")
                ? Buffer.buffer(body.toString().replace("=\"/", "=\"" + prefix + "/"))
                : body);
  }

  static void status(HttpServerRequest request, int code, String message) {
    var _ =
        request
            .response()
            .setStatusCode(code)
            .putHeader("Content-Type", "application/json")
            .end(
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"%s\",\"code\":%d}"
                    .formatted(message, code));
  }
}
