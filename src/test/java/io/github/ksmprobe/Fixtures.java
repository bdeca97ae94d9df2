package io.github.ksmprobe;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.diagnosis.Questions;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Cause;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.evidence.Ask.Purpose;
import io.github.ksmprobe.evidence.Body;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.evidence.Via;
import io.github.ksmprobe.golang.Headers;
import io.github.ksmprobe.kubelet.ProbedPod;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.EnvValue;
import io.github.ksmprobe.workload.Container.EnvVar;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import io.github.ksmprobe.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A small language for pods, probes and answers, so that a test reads as a sentence. */
public final class Fixtures {

  /** The address of the pod in these tests. */
  public static final String POD_IP = "10.0.0.7";

  private static final String HTML = "text/html; charset=UTF-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private Fixtures() {}

  public static KsmPod pod(Container... containers) {
    return pod(false, containers);
  }

  public static KsmPod pod(boolean hostNetwork, Container... containers) {
    Pod pod = new Pod(hostNetwork, POD_IP, Arrays.asList(containers));
    return KsmPod.of(new Workload("pods.yaml", "Pod", "monitoring", "ksm", Map.of(), pod))
        .orElseThrow();
  }

  /** kube-state-metrics with ports http 8080 and metrics 8081. */
  public static Container ksm(List<String> args, Probe... probes) {
    return container(
        "kube-state-metrics", "registry.example/kube-state-metrics:v2.14.0", args, probes);
  }

  public static Container ksm(Probe... probes) {
    return ksm(List.of(), probes);
  }

  public static Container container(String name, String image, List<String> args, Probe... probes) {
    List<Port> ports = List.of(new Port("http", 8080), new Port("metrics", 8081));
    return new Container(name, image, List.of(), args, List.of(), ports, Arrays.asList(probes));
  }

  /** A kube-rbac-proxy in front of a port of the loopback. */
  public static Container proxy(String name, int port, int upstream, String... flags) {
    List<String> args = new ArrayList<>(Arrays.asList(flags));
    args.add("--secure-listen-address=:" + port);
    args.add("--upstream=http://127.0.0.1:" + upstream + "/");
    return new Container(
        name,
        "registry.example/kube-rbac-proxy:v0.20.2",
        List.of(),
        args,
        List.of(),
        List.of(),
        List.of());
  }

  public static Container withEnv(Container container, EnvVar... env) {
    return new Container(
        container.name(),
        container.image(),
        container.command(),
        container.args(),
        Arrays.asList(env),
        container.ports(),
        container.probes());
  }

  public static Container withCommand(Container container, String... command) {
    return new Container(
        container.name(),
        container.image(),
        Arrays.asList(command),
        container.args(),
        container.env(),
        container.ports(),
        container.probes());
  }

  public static Container withImage(Container container, String image) {
    return new Container(
        container.name(),
        image,
        container.command(),
        container.args(),
        container.env(),
        container.ports(),
        container.probes());
  }

  public static EnvVar env(String name, String literal) {
    return new EnvVar(name, new EnvValue.Literal(literal));
  }

  public static EnvVar secretEnv(String name) {
    return new EnvVar(name, new EnvValue.Hidden("Secret ksm"));
  }

  public static EnvVar podIpEnv(String name) {
    return new EnvVar(name, new EnvValue.PodIp());
  }

  public static Probe liveness(String path, int port) {
    return Probe.of(ProbeType.LIVENESS, get(path, port, Scheme.HTTP));
  }

  public static Probe readiness(String path, int port) {
    return Probe.of(ProbeType.READINESS, get(path, port, Scheme.HTTP));
  }

  public static Probe httpsLiveness(String path, int port) {
    return Probe.of(ProbeType.LIVENESS, get(path, port, Scheme.HTTPS));
  }

  public static Handler get(String path, int port, Scheme scheme) {
    return new Handler.HttpGet(path, new PortRef.Numbered(port), scheme, "", List.of());
  }

  public static KsmVersion version(String text) {
    return KsmVersion.parse(text).orElseThrow();
  }

  public static ContractMatch match(String version) {
    return Contracts.of(version(version));
  }

  /** All questions of a round inside the pod. */
  public static Plan plan(KsmPod pod) {
    return new Questions(
            Vantage.inside(pod.ip()), Duration.ofSeconds(1), Duration.ofSeconds(5), true)
        .of(ProbedPod.of(pod));
  }

  /** What that version answers under good conditions. */
  public static List<Answered> answers(KsmPod pod, String version) {
    return new Prediction(pod, match(version), Conditions.NORMAL).answers(plan(pod));
  }

  /** The same answers, those replaced for which the function gives another. */
  public static List<Answered> but(
      List<Answered> answered, Function<Answered, Answer> replacement) {
    return answered.stream()
        .map(one -> new Answered(one.ask(), replacement.apply(one), one.fresh()))
        .toList();
  }

  public static boolean isProbe(Answered one) {
    return one.ask().purpose() instanceof Purpose.Configured;
  }

  public static boolean isCell(Answered one, Listener listener, String path) {
    return one.ask().purpose() instanceof Purpose.Cell cell
        && cell.listener() == listener
        && cell.path().equals(path);
  }

  public static boolean isVia(Answered one, Via via) {
    return one.ask().purpose() instanceof Purpose.Cell cell && cell.via() == via;
  }

  public static Answer silence(Cause cause, String detail) {
    return new Answer.NoResponse(cause, detail, Duration.ofMillis(3));
  }

  public static Answer html(String text) {
    return response(200, HTML, text);
  }

  public static Answer plain(int status, String text) {
    return response(status, PLAIN, text);
  }

  public static Answer response(int status, String contentType, String text) {
    return response(
        status, List.of(new Headers.Line("Content-Type", contentType)), Body.complete(text));
  }

  public static Answer response(int status, List<Headers.Line> headers, Body body) {
    return new Answer.Response(status, new Headers(headers), body, List.of(), Duration.ofMillis(3));
  }
}
