package io.github.ksmprobe.repair;

import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.diagnosis.Fix;
import io.github.ksmprobe.diagnosis.Fix.HealthPath;
import io.github.ksmprobe.diagnosis.Fix.Instead;
import io.github.ksmprobe.diagnosis.Fix.Plain;
import io.github.ksmprobe.diagnosis.Verdict;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Handler.HttpGet;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProbeType;
import io.github.ksmprobe.workload.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A fix carried out on the pod of a verdict, where it is the one right change; where a person has
 * to choose, the choices.
 */
record Edits(KsmPod pod, Verdict verdict) {

  private static final Set<String> HEALTH =
      Set.of(Endpoint.HEALTHZ.path(), Endpoint.LIVEZ.path(), Endpoint.READYZ.path());

  /** The pod with it; empty where there is no such change, or more than one. */
  Optional<Pod> of(Fix fix) {
    return switch (fix) {
      case Fix.MovePort(_, _, var way, _) -> get().flatMap(get -> moved(get, way)).map(this::with);
      case Fix.ProbeHealth health -> probeHealth(health);
      case Fix.SetScheme(_, var to, _) -> get().map(get -> with(get.path(), get, to, get.port()));
      case Fix.RemoveHost _ -> get().map(Edits::withoutHost).map(this::with);
      case Fix.RemoveHostFlag remove when !remove.orThroughProxy() ->
          pod.component()
              .opening(remove.of())
              .flatMap(Opening::hostFlag)
              .flatMap(flag -> container(pod.ksm().name(), ksm -> Flags.without(ksm, flag)));
      case Fix.LetThrough let when HEALTH.contains(let.path()) && !let.insteadOfAllowPaths() ->
          let.container()
              .flatMap(
                  name ->
                      container(
                          name,
                          proxy -> Flags.with(proxy, "ignore-paths", let.path(), "upstream")));
      case Plain plain when plain == Plain.PROBE_HEALTHZ_OF_PROXY ->
          get().map(get -> with(Endpoint.HEALTHZ.path(), get, get.scheme(), get.port()));
      case Plain _,
          Fix.UseImage _,
          Fix.DeclarePort _,
          Fix.RemoveHostFlag _,
          Fix.ListenOnPodIp _,
          Fix.LetThrough _,
          Fix.UpstreamOverHttps _,
          Fix.CorrectUpstream _,
          Fix.ProbeThrough _,
          Fix.LetStrangerPass _,
          Fix.ReadStranger _,
          Fix.FindResponder _,
          Fix.LookAtLogs _,
          Fix.LookAtLogsIfItLasts _,
          Fix.BePatient _,
          Fix.SetSelfMonitor _,
          Fix.UseChart _,
          Fix.ChartDeclaresFrom _,
          Fix.NoChartDeclares _ ->
          Optional.empty();
    };
  }

  /** The same fix in as many as a person has to choose from. */
  List<Fix> choices(Fix fix) {
    if (!(fix instanceof Fix.ProbeHealth(var of, var paths))) {
      return List.of(fix);
    }
    List<Fix> choices = new ArrayList<>();
    for (HealthPath path : candidates(paths)) {
      choices.add(new Fix.ProbeHealth(of, List.of(path)));
    }
    return choices.isEmpty() ? List.of(fix) : choices;
  }

  private Optional<Pod> probeHealth(Fix.ProbeHealth health) {
    List<HealthPath> candidates = candidates(health.paths());
    // Who asks a neighbour means the way through it.
    return candidates.size() == 1 && health.of() != Instead.STRANGER
        ? moved(template(candidates.getFirst().path()), candidates.getFirst().at()).map(this::with)
        : Optional.empty();
  }

  /** What a probe of that type asks: the path that it has, if that will do. */
  private List<HealthPath> candidates(List<HealthPath> paths) {
    List<HealthPath> each =
        paths.stream()
            .flatMap(
                path ->
                    path.orHealthz()
                        ? List.of(
                            new HealthPath(path.path(), false, path.at()),
                            new HealthPath(Endpoint.HEALTHZ.path(), false, path.at()))
                            .stream()
                        : List.of(path).stream())
            .toList();
    String asked = get().map(HttpGet::path).orElse("");
    List<HealthPath> kept = each.stream().filter(path -> path.path().equals(asked)).toList();
    if (!kept.isEmpty()) {
      return kept;
    }
    boolean readyz = each.stream().anyMatch(path -> path.path().equals(Endpoint.READYZ.path()));
    return each.stream()
        .filter(
            path ->
                !readyz
                    || path.path().equals(Endpoint.READYZ.path())
                        == (verdict.type() == ProbeType.READINESS))
        .toList();
  }

  private HttpGet template(String path) {
    return get()
        .map(get -> new HttpGet(path, get.port(), get.scheme(), get.host(), get.headers()))
        .orElseGet(() -> new HttpGet(path, new PortRef.Numbered(0), Scheme.HTTP, "", List.of()));
  }

  /** Empty where the kubelet does not get there, or only by a detour that somebody has to see. */
  private Optional<HttpGet> moved(HttpGet get, Fix.Way way) {
    return switch (way) {
      case Fix.ThroughProxy(var proxy) -> Optional.of(moved(get, proxy.port(), Scheme.HTTPS));
      case Fix.Direct(var on, _, boolean onLoopback, _) ->
          onLoopback || on.port() == 0
              ? Optional.empty()
              : Optional.of(moved(get, on.port(), pod.settings().scheme(on.listener())));
    };
  }

  private HttpGet moved(HttpGet get, int port, Scheme scheme) {
    return new HttpGet(get.path(), port(get, port), scheme, get.host(), get.headers());
  }

  /** By name where it was named, and that name led somewhere. */
  private PortRef port(HttpGet get, int number) {
    List<Container.Port> declared = container().map(Container::ports).orElse(List.of());
    boolean named = declared.stream().anyMatch(port -> isNamed(get.port(), port));
    return declared.stream()
        .filter(port -> named && port.number() == number && !port.name().isEmpty() && port.tcp())
        .<PortRef>map(port -> new PortRef.Named(port.name()))
        .findFirst()
        .orElseGet(() -> new PortRef.Numbered(number));
  }

  private static boolean isNamed(PortRef ref, Container.Port port) {
    return ref instanceof PortRef.Named(var name) && name.equals(port.name());
  }

  private Optional<Container> container() {
    return pod.workload().pod().container(verdict.container());
  }

  private Optional<HttpGet> get() {
    return container()
        .flatMap(container -> container.probe(verdict.type()))
        .flatMap(
            probe -> probe.handler() instanceof HttpGet get ? Optional.of(get) : Optional.empty());
  }

  private Pod with(String path, HttpGet get, Scheme scheme, PortRef port) {
    return with(new HttpGet(path, port, scheme, get.host(), get.headers()));
  }

  private static HttpGet withoutHost(HttpGet get) {
    return new HttpGet(get.path(), get.port(), get.scheme(), "", get.headers());
  }

  private Pod with(HttpGet get) {
    return container(
            verdict.container(),
            container ->
                new Container(
                    container.name(),
                    container.image(),
                    container.command(),
                    container.args(),
                    container.env(),
                    container.ports(),
                    container.probes().stream().map(probe -> with(probe, get)).toList()))
        .orElseThrow();
  }

  private Probe with(Probe probe, HttpGet get) {
    return probe.type() == verdict.type()
        ? new Probe(
            probe.type(),
            get,
            probe.timeout(),
            probe.period(),
            probe.failureThreshold(),
            probe.initialDelay(),
            left(probe))
        : probe;
  }

  /** Fields that are not known here go with the handler that they belong to. */
  private static List<String> left(Probe probe) {
    return probe.handler() instanceof HttpGet
        ? probe.unknownFields()
        : probe.unknownFields().stream().filter(field -> !field.contains(".")).toList();
  }

  private Optional<Pod> container(String name, UnaryOperator<Container> change) {
    Pod was = pod.workload().pod();
    return was.container(name)
        .map(
            _ ->
                was.withContainers(
                    was.containers().stream()
                        .map(one -> one.name().equals(name) ? change.apply(one) : one)
                        .toList()));
  }
}
