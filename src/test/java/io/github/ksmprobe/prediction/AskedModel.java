package io.github.ksmprobe.prediction;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.pod;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Conditions.Protection;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Scheme;
import java.util.List;

/** Asks the model, and says in a word what it answered; also of what others answered. */
public final class AskedModel {

  static final Conditions EMPTY = new Conditions(ApiServer.UP, Protection.NONE, false);

  private AskedModel() {}

  // The path goes to the socket as it stands: a kubelet would clean "//livez" before it is sent.
  static Answer ask(
      KsmPod pod, String version, Conditions conditions, Scheme scheme, int port, String path) {
    Prediction prediction = new Prediction(pod, match(version), conditions);
    return pod.at(port)
        .map(socket -> prediction.answer(socket, scheme, path))
        .orElseGet(() -> prediction.dial(RequestBuilder.plain(scheme, POD_IP, port, path)));
  }

  public static String kind(Answer answer) {
    return switch (answer) {
      case NoResponse silence -> silence.cause().name();
      case NotObservable hidden -> hidden.why().name();
      case Connected _ -> "connected";
      case Response response -> kind(response);
    };
  }

  private static String kind(Response response) {
    String type = response.headers().first("Content-Type").orElse("none");
    String challenge = response.headers().first("WWW-Authenticate").map(_ -> "-basic").orElse("");
    String sniff = response.headers().first("X-Content-Type-Options").orElse("");
    return switch (response.statusCode() + " " + type + " " + start(response.body().text())) {
      case "200 text/plain; charset=utf-8 OK" -> "OK";
      case "200 text/plain; charset=utf-8 ok" -> "ok";
      case "503 text/plain; charset=utf-8 Service Unavailable" -> "503";
      case "404 text/plain; charset=utf-8 404 page not found" ->
          sniff.equals("nosniff") ? "404" : "404 without nosniff";
      case "401 text/plain; charset=utf-8 Unauthorized" -> "401" + challenge;
      case "400 none Client sent an HTTP request to an HTTPS server." -> "400";
      case "502 none " -> "502";
      case "301 text/html; charset=utf-8 <a href" -> "301";
      case "307 text/html; charset=utf-8 <a href" -> "307";
      case "200 text/html; charset=utf-8 <title>/debug/pprof/</title>" -> "pprof";
      case "200 text/html; charset=utf-8 <title>Kube Metrics Server</title>" -> "old-main";
      case "200 text/html; charset=utf-8 <title>Kube-State-Metrics Metrics Server</title>" ->
          "old-self";
      case "200 text/html; charset=UTF-8 <h2>Metrics for Kubernetes' state</h2>" -> "main";
      case "200 text/html; charset=UTF-8 <h2>Self-metrics for kube-state-metrics</h2>" -> "self";
      case "200 text/plain; version=0.0.4; charset=utf-8 " -> "empty";
      case "200 text/plain; version=0.0.4; charset=utf-8 # HELP kube_" -> "help";
      case "200 text/plain; version=0.0.4 # HELP kube_" -> "no charset";
      case String other -> other.contains("# HELP go_") ? "own" : other;
    };
  }

  private static String start(String body) {
    for (String mark :
        List.of(
            "<h2>Metrics for Kubernetes' state</h2>",
            "<h2>Self-metrics for kube-state-metrics</h2>",
            "<title>Kube Metrics Server</title>",
            "<title>Kube-State-Metrics Metrics Server</title>",
            "<title>/debug/pprof/</title>",
            "<a href",
            "# HELP kube_",
            "# HELP go_")) {
      if (body.contains(mark) && !(mark.equals("# HELP kube_") && body.contains("# HELP go_"))) {
        return mark;
      }
    }
    return body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
  }
}
