package io.github.ksmprobe.targets;

import static io.github.ksmprobe.config.InvalidSetting.key;
import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ProbedAddresses;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.targets.Manifests.Loaded;
import io.github.ksmprobe.workload.BindAddress;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the flags point at, as targets. */
public record StaticTargets(Manifests manifests) {

  private static final InvalidSetting.Named POD_FILE = key("pod-file");
  private static final KubeletView FROM_FILE = new KubeletView(WorkloadSource.POD_FILE, List.of());

  /**
   * The targets.
   *
   * @throws InvalidSetting if the flags name nothing that can be asked
   */
  public List<Target> targets(Settings settings) {
    List<Target> all = targets(settings.subject());
    if (settings.discovery() instanceof Discovery.OwnPod && all.size() > 1) {
      throw InvalidSetting.of(
          POD_FILE,
          ": "
              + settings.subject().podFile().orElse("")
              + " has "
              + all.size()
              + " objects with "
              + settings.component().name()
              + " ("
              + all.stream().map(one -> words(one.pod().workload())).collect(joining(", "))
              + "), but this pod is only one of them; leave the others out");
    }
    return all;
  }

  private List<Target> targets(Subject subject) {
    if (subject.addresses().isPresent()) {
      return List.of(target(subject.addresses().get(), subject.component()));
    }
    if (subject.podFile().isPresent()) {
      return fromFile(subject.podFile().get(), subject.podIp(), subject.component());
    }
    // In a pod with nothing known but its address: the defaults of the flags, without probes.
    return List.of(
        target(
            new ProbedAddresses(
                Set.of(),
                subject.podIp().orElse("127.0.0.1"),
                defaultPort(subject.component(), Listener.MAIN),
                defaultPort(subject.component(), Listener.TELEMETRY)),
            subject.component()));
  }

  private static int defaultPort(Component component, Listener listener) {
    return component.opening(listener).map(Opening::port).orElse(0);
  }

  private List<Target> fromFile(String file, Optional<String> podIp, Component component) {
    Loaded loaded = manifests.read(file, component);
    if (!loaded.problems().isEmpty()) {
      throw InvalidSetting.of(POD_FILE, ": " + loaded.problems().getFirst());
    }
    refuseTwins(file, loaded.workloads(), component);
    List<Target> targets = new ArrayList<>();
    for (Workload workload : loaded.workloads()) {
      String ip = podIp.orElse(workload.pod().ip());
      if (ip.isEmpty()) {
        throw InvalidSetting.of(
            POD_FILE,
            ": " + file + " has no status.podIP; say where the pod is with ",
            key("pod-ip"));
      }
      KsmPod.of(workload.withPod(workload.pod().withIp(ip)), component)
          .ifPresent(pod -> targets.add(new Target(pod, vantage(ip), FROM_FILE)));
    }
    if (targets.isEmpty()) {
      throw InvalidSetting.of(POD_FILE, ": no " + component.name() + " found in " + file);
    }
    return targets;
  }

  /** Two of one name could not be distinguished in any series, page or line of the log. */
  private static void refuseTwins(String file, List<Workload> workloads, Component component) {
    Map<String, Workload> named = new HashMap<>();
    for (Workload one : workloads) {
      Workload other = named.putIfAbsent(one.namespace() + "/" + one.name(), one);
      if (other != null) {
        throw InvalidSetting.of(
            POD_FILE,
            ": "
                + file
                + " has two objects with "
                + component.name()
                + " of the same name: "
                + words(other)
                + " and "
                + words(one)
                + "; rename one of them or leave it out");
      }
    }
  }

  private static String words(Workload one) {
    String name = one.namespace().isEmpty() ? one.name() : one.namespace() + "/" + one.name();
    return one.kind() + " " + name + " (" + one.source() + ")";
  }

  private static Target target(ProbedAddresses addresses, Component component) {
    List<String> args = new ArrayList<>();
    for (Opening opening : component.openings()) {
      int port =
          switch (opening.listener()) {
            case MAIN -> addresses.mainPort();
            case TELEMETRY -> addresses.telemetryPort();
          };
      if (!opening.mayListenOn(port)) {
        throw InvalidSetting.of(
            key(opening.listener().label() + "-url"),
            ": no flag moves " + component.name() + " from port " + opening.port(),
            "; write that port");
      }
      opening.argument(port).ifPresent(args::add);
    }
    Container ksm =
        new Container(component.name(), "", List.of(), args, List.of(), List.of(), List.of());
    String host = addresses.host();
    Pod pod = new Pod(false, host, List.of(ksm));
    Workload workload = new Workload("flags", Workload.ADDRESSES, "", host, Map.of(), pod);
    KsmPod plain = KsmPod.of(workload, component).orElseThrow();
    return new Target(plain.withTls(addresses.https()), vantage(host));
  }

  private static Vantage vantage(String host) {
    return BindAddress.isLoopback(host)
        ? new Vantage(Optional.of(host), Optional.empty())
        : Vantage.inside(host);
  }
}
