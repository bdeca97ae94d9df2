package io.github.ksmprobe.manifest;

import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.Container.Port;
import io.github.ksmprobe.workload.KsmContainers;
import io.github.ksmprobe.workload.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a pod's spec, in two steps: names and images first, and the rest only where one of them is
 * kube-state-metrics. So the mistakes of other people's pods are none of our business, and
 * thousands of them cost little.
 */
final class PodReader {

  private PodReader() {}

  /**
   * The pod; empty where it does not run kube-state-metrics, or where a problem was noted.
   *
   * @param ip empty where it is not known
   */
  static Optional<Pod> read(Fields spec, String ip) {
    int before = spec.problems().count();
    List<Fields> containers = spec.children("containers");
    if (containers.isEmpty() && spec.problems().count() == before) {
      spec.say("has no containers: add them, or take this object out.");
      return Optional.empty();
    }
    List<Fields> running =
        Stream.concat(
                containers.stream(),
                spec.children("initContainers").stream().filter(PodReader::keepsRunning))
            .toList();
    List<Container> outline = running.stream().map(PodReader::outline).toList();
    if (spec.problems().count() > before
        || KsmContainers.find(new Pod(false, ip, outline)).isEmpty()) {
      return Optional.empty();
    }
    boolean hostNetwork = spec.flag("hostNetwork");
    return Optional.of(
        new Pod(hostNetwork, ip, running.stream().map(PodReader::container).toList()));
  }

  private static boolean keepsRunning(Fields initContainer) {
    return initContainer.text("restartPolicy").equals("Always");
  }

  private static Container outline(Fields fields) {
    return new Container(
        fields.text("name"),
        fields.text("image"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Container container(Fields fields) {
    List<String> command = fields.texts("command");
    List<String> args = fields.texts("args");
    return new Container(
        fields.text("name"),
        fields.text("image"),
        command,
        args,
        EnvReader.read(fields, command, args),
        fields.children("ports").stream().map(PodReader::port).toList(),
        ProbeReader.read(fields));
  }

  private static Port port(Fields fields) {
    return new Port(fields.text("name"), fields.number("containerPort"));
  }
}
