package io.github.ksmprobe.docs;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.html;
import static io.github.ksmprobe.Fixtures.httpsLiveness;
import static io.github.ksmprobe.Fixtures.isProbe;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.liveness;
import static io.github.ksmprobe.Fixtures.match;
import static io.github.ksmprobe.Fixtures.plain;
import static io.github.ksmprobe.Fixtures.plan;
import static io.github.ksmprobe.Fixtures.pod;
import static io.github.ksmprobe.Fixtures.proxy;
import static io.github.ksmprobe.Fixtures.readiness;
import static io.github.ksmprobe.Fixtures.response;
import static io.github.ksmprobe.Fixtures.silence;
import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.diagnosis.Contradiction;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.PodNote;
import io.github.ksmprobe.diagnosis.Reason;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.judgement.Judge;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A verdict for each reason: what manifests alone show comes from the golden folders, outages are
 * answers put in the place of the model's.
 */
final class ReasonExamples {

  private static final String VERSION = "v2.14.0";
  private static final KsmPod POD = pod(ksm(liveness("/livez", 8080), readiness("/readyz", 8081)));

  private ReasonExamples() {}

  static Verdict of(Reason reason) {
    return switch (reason) {
      case OK -> normal().getFirst();
      case LANDING_PAGE -> golden(reason, "root_path_is_a_weak_probe");
      case CATCH_ALL -> golden(reason, "readyz_on_main_passes_by_accident_on_2_13");
      case WRONG_PORT -> golden(reason, "readyz_on_main_fails_from_2_14");
      case UNKNOWN_PATH -> golden(reason, "unknown_path_on_both_ports");
      case WRONG_SCHEME -> golden(reason, "http_probe_to_a_tls_port");
      case PORT_NAME_UNRESOLVED -> golden(reason, "chart_7_8_1_proxy_port_names_are_not_declared");
      case PORT_NOT_LISTENING -> golden(reason, "probe_of_a_port_that_nothing_has");
      case LOOPBACK_ONLY -> golden(reason, "telemetry_on_loopback");
      case WRONG_HOST -> golden(reason, "chart_5_16_loopback_host");
      case AUTH_REQUIRED -> golden(reason, "chart_5_29_proxy_asks_probes_for_a_token");
      case PATH_NOT_ALLOWED -> golden(reason, "proxy_allows_other_paths_only");
      case FOREIGN_RESPONDER ->
          instead(reason, html("<html><head><title>Another program</title></head></html>"));
      case NOT_EXECUTABLE -> golden(reason, "exec_of_what_the_image_does_not_hold");
      case NO_GRPC -> golden(reason, "grpc_probe_of_what_serves_none");
      case FOLLOWS_API_SERVER -> golden(reason, "liveness_that_falls_with_the_api_server");
      case PORT_OPEN -> golden(reason, "tcp_probe_of_a_named_port");
      case METRICS_PATH -> golden(reason, "metrics_as_a_probe_path");
      case REDIRECTED ->
          instead(
              reason,
              response(
                  302,
                  List.of(new Headers.Line("Location", "https://login.example/")),
                  Body.complete("")));
      case REWRITTEN -> golden(reason, "mesh_rewrites_the_probes");
      case UNSUPPORTED -> golden(reason, "exec_and_grpc_that_are_not_judged");
      case NO_PROBE -> golden(reason, "no_probes_at_all");
      case DEPENDENCY_DOWN -> under(reason, ApiServer.DOWN);
      case DEPENDENCY_SLOW -> under(reason, ApiServer.SLOW);
      case UPSTREAM_DOWN -> golden(reason, "proxy_forwards_to_a_port_where_nothing_listens");
      case NOT_READY -> instead(reason, plain(503, "Service Unavailable"));
      case PROCESS_DOWN ->
          judged(
              reason,
              but(answers(POD, VERSION), _ -> silence(Cause.REFUSED, "Connection refused")));
      case TIMEOUT -> instead(reason, silence(Cause.TIMEOUT, "connected, no answer"));
      case CONNECTION_RESET -> instead(reason, silence(Cause.RESET, "Connection reset"));
      case TLS_ERROR -> {
        KsmPod secure = pod(ksm(List.of("--tls-config=/web.yaml"), httpsLiveness("/livez", 8080)));
        yield first(
            reason,
            Diagnosis.of(
                ProbedPod.of(secure),
                match(VERSION),
                but(answers(secure, VERSION), _ -> silence(Cause.TLS, "handshake failure"))));
      }
      case BAD_RESPONSE -> instead(reason, plain(500, "Internal Server Error"));
      case KUBELET_DISAGREES -> Contradiction.of(normal().getLast());
      case UNKNOWN -> golden(reason, "digest_only_where_versions_differ");
    };
  }

  static PodNote of(PodNote.Kind kind) {
    return switch (kind) {
      case PROXY_BYPASSED ->
          PodNote.of(pod(ksm(), proxy("kube-rbac-proxy-main", 8443, 8080))).getFirst();
    };
  }

  private static List<Verdict> normal() {
    return Diagnosis.of(ProbedPod.of(POD), match(VERSION), answers(POD, VERSION));
  }

  /** With that answer to every configured probe. */
  private static Verdict instead(Reason reason, Answer answer) {
    return judged(reason, but(answers(POD, VERSION), one -> isProbe(one) ? answer : one.answer()));
  }

  private static Verdict under(Reason reason, ApiServer state) {
    Conditions conditions = Conditions.NORMAL.with(state);
    return judged(reason, new Prediction(POD, match(VERSION), conditions).answers(plan(POD)));
  }

  private static Verdict judged(Reason reason, List<Answered> answered) {
    return first(reason, Diagnosis.of(ProbedPod.of(POD), match(VERSION), answered));
  }

  private static Verdict golden(Reason reason, String folder) {
    String file = "/judgement/" + folder + "/in.yaml";
    try (InputStream in = requireNonNull(ReasonExamples.class.getResourceAsStream(file), file)) {
      return first(
          reason,
          ManifestReader.read("in.yaml", in).workloads().stream()
              .flatMap(workload -> KsmPod.of(workload).stream())
              .map(pod -> Judge.predicted(pod, RunningVersion.ofImage(pod.ksm().image())))
              .flatMap(report -> report.verdicts().stream())
              .toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Verdict first(Reason reason, List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.reason() == reason)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no " + reason + " in this example: " + verdicts));
  }
}
