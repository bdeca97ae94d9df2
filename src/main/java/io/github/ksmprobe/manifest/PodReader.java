package io.github.ksmprobe.manifest;

import static java.util.stream.Collectors.toMap;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.Handler.PortRef;
import io.github.ksmprobe.workload.KsmContainers;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Probe;
import io.github.ksmprobe.workload.ProxySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a pod's spec, in two steps: names and images first, and the rest only where one of them is
 * kube-state-metrics, or another component that is looked for. So the mistakes of other people's
 * pods are none of our business, and thousands of them cost little.
 *
 * <p>What cannot be read is noted as a problem, and the pod is read anyway: a container that is odd
 * does not hide the others, and an odd probe is one whose verdict is not known. Only where it is
 * not known how kube-state-metrics or a proxy before it listens is no probe's.
 */
final class PodReader {

  private final ManifestFields spec;
  private final String ip;
  private final Problems problems;

  /** What was noted of that on which every verdict rests. */
  private final List<String> doubts = new ArrayList<>();

  private PodReader(ManifestFields spec, String ip) {
    this.spec = spec;
    this.ip = ip;
    this.problems = spec.problems();
  }

  /**
   * The pod; empty where no container of it can be recognised.
   *
   * @param ip empty where it is not known
   * @param components what is looked for
   */
  static Optional<Pod> read(ManifestFields spec, String ip, List<Component> components) {
    return new PodReader(spec, ip).read(components);
  }

  private Optional<Pod> read(List<Component> components) {
    int before = problems.count();
    List<ManifestFields> containers = spec.children("containers");
    if (containers.isEmpty() && problems.count() == before) {
      spec.say("has no containers: add them, or take this object out.");
      return Optional.empty();
    }
    List<ManifestFields> init = spec.children("initContainers");
    List<ManifestFields> lasting = init.stream().filter(PodReader::keepsRunning).toList();
    List<ManifestFields> running = Stream.concat(containers.stream(), lasting.stream()).toList();
    List<Container> outlines = running.stream().map(PodReader::outline).toList();
    Pod outline = new Pod(false, ip, outlines);
    Set<Container> judged =
        components.stream()
            .flatMap(component -> KsmContainers.find(outline, component).stream())
            .collect(Collectors.toSet());
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    int mark = problems.mark();
    boolean hostNetwork = spec.flag("hostNetwork");
    doubts.addAll(problems.since(mark));
    List<Container> read = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      Container one = outlines.get(i);
      read.add(container(running.get(i), one, judged.contains(one)));
    }
    return Optional.of(
        new Pod(
            hostNetwork,
            ip,
            doubts.isEmpty() ? read : read.stream().map(this::withoutProbes).toList(),
            lasting.stream()
                .collect(toMap(one -> one.text("name"), init::indexOf, (one, _) -> one))));
  }

  private static boolean keepsRunning(ManifestFields initContainer) {
    return initContainer.text("restartPolicy").equals("Always");
  }

  private static Container outline(ManifestFields fields) {
    return new Container(
        fields.renderedText("name"),
        fields.renderedText("image"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private Container container(ManifestFields fields, Container outline, boolean isJudged) {
    int mark = problems.mark();
    List<String> command = fields.texts("command");
    List<String> args = fields.texts("args");
    List<Container.EnvVar> env = EnvReader.read(fields, command, args);
    List<String> commandLine = problems.since(mark);
    mark = problems.mark();
    List<Port> ports = fields.children("ports").stream().map(PodReader::port).toList();
    List<Probe> probes = ProbeReader.read(fields, problems.since(mark));
    Container read =
        new Container(outline.name(), outline.image(), command, args, env, ports, probes);
    if (isJudged || mayBeProxy(read)) {
      doubts.addAll(commandLine);
    }
    return read;
  }

  private boolean mayBeProxy(Container container) {
    return container.image().contains("kube-rbac-proxy")
        || ProxySettings.of(container, ip).isPresent();
  }

  private Container withoutProbes(Container container) {
    return new Container(
        container.name(),
        container.image(),
        container.command(),
        container.args(),
        container.env(),
        container.ports(),
        container.probes().stream()
            .map(
                probe ->
                    ProbeReader.unread(probe.type(), "How this pod listens cannot be read", doubts))
            .toList());
  }

  private static Port port(ManifestFields fields) {
    String protocol = fields.text("protocol");
    boolean tcp = protocol.isEmpty() || protocol.equals("TCP");
    String name = fields.text("name");
    if (!name.isEmpty() && !new PortRef.Named(name).isAllowed()) {
      fields.value("name").ifPresent(value -> fields.refuse("name", value, PortRef.Named.ALLOWED));
    }
    return new Port(name, fields.number("containerPort"), tcp);
  }
}
