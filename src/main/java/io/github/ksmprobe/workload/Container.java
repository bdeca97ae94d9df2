package io.github.ksmprobe.workload;

import java.util.List;
import java.util.Optional;

/**
 * A container, or an init container that keeps running ({@code restartPolicy: Always}).
 *
 * @param name unique in its pod
 * @param image the reference as declared; empty where the manifest has none
 * @param command replaces the image's entrypoint; empty keeps it
 * @param args as declared, variables not yet expanded
 * @param env in order of declaration
 * @param ports the declared ports, in order
 * @param probes the configured probes, at most one of each type
 */
public record Container(
    String name,
    String image,
    List<String> command,
    List<String> args,
    List<EnvVar> env,
    List<Port> ports,
    List<Probe> probes) {

  public Container {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = List.copyOf(env);
    ports = List.copyOf(ports);
    probes = List.copyOf(probes);
  }

  /** The probe of that type, if one is configured. */
  public Optional<Probe> probe(ProbeType type) {
    return probes.stream().filter(probe -> probe.type() == type).findFirst();
  }

  /**
   * A declared port.
   *
   * @param name empty where it has none
   * @param number the containerPort
   * @param tcp whether its protocol is TCP, the default
   */
  public record Port(String name, int number, boolean tcp) {
    public Port(String name, int number) {
      this(name, number, true);
    }
  }

  /**
   * An environment variable.
   *
   * @param name as declared
   * @param value what the manifest shows of its value
   */
  public record EnvVar(String name, EnvValue value) {}

  /** What a manifest shows of an environment variable's value. */
  public sealed interface EnvValue {
    /**
     * Written out.
     *
     * @param text possibly empty
     */
    record Literal(String text) implements EnvValue {}

    /** {@code fieldRef: status.podIP}: known once the pod runs. */
    record PodIp() implements EnvValue {}

    /**
     * From a Secret, a ConfigMap or another field: not shown.
     *
     * @param source in words, "Secret ksm-env" for example
     */
    record Hidden(String source) implements EnvValue {}
  }
}
