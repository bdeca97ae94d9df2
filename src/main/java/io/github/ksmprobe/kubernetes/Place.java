package io.github.ksmprobe.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.diagnosis.Vantage;
import io.github.ksmprobe.json.Json;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.podstatus.KubeletView;
import io.github.ksmprobe.podstatus.Moment;
import io.github.ksmprobe.podstatus.WorkloadSource;
import io.github.ksmprobe.targets.Clocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of one namespace, or of all, as an informer sees them come, change and go. Each informer
 * has a thread of its own, and whoever asks for the pods another.
 */
final class Place implements ResourceEventHandler<GenericKubernetesResource> {

  private final Shard shard;
  private final ApiPodReader reader;
  private final InternalErrors errors;
  private final Map<String, Target> pods = new HashMap<>();
  private Moment alive = Clocks.now();
  private List<Target> known = List.of();
  private boolean changed;
  private boolean knownAsOld;

  Place(Shard shard, ApiPodReader reader, InternalErrors errors) {
    this.shard = shard;
    this.reader = reader;
    this.errors = errors;
  }

  /** The pods, without what the kubelet said of them where that is too long ago. */
  synchronized List<Target> current(Moment now) {
    boolean old = alive.until(now).compareTo(KubeletView.LONGEST_AGE) > 0;
    if (changed || old != knownAsOld) {
      known =
          pods.values().stream()
              .map(pod -> pod.withKubelet(pod.kubelet().seen(alive).at(now)))
              .toList();
      changed = false;
      knownAsOld = old;
    }
    return known;
  }

  /** The watch is alive: whatever it showed last is so at this moment. */
  synchronized void heard(Moment now) {
    alive = now;
    changed = true;
  }

  @Override
  public void onAdd(GenericKubernetesResource pod) {
    take(pod);
  }

  @Override
  public void onUpdate(GenericKubernetesResource old, GenericKubernetesResource pod) {
    take(pod);
  }

  @Override
  public void onDelete(GenericKubernetesResource pod, boolean unknownFinalState) {
    put(SlimStore.key(pod), Optional.empty());
  }

  private void take(GenericKubernetesResource pod) {
    String key = SlimStore.key(pod);
    // The informer would only write a trace of it; what was known of the pod stands.
    errors.guard(InternalErrors.Place.DISCOVERY, key, () -> put(key, target(key, pod)));
  }

  private synchronized void put(String key, Optional<Target> target) {
    target.ifPresentOrElse(found -> pods.put(key, found), () -> pods.remove(key));
    heard(Clocks.now());
  }

  private Optional<Target> target(String key, GenericKubernetesResource pod) {
    return shard.owns(requireNonNull(pod.getMetadata().getUid())) && runs(pod)
        ? reader.resource("API server, pod " + key, pod).flatMap(Place::target)
        : Optional.empty();
  }

  private static boolean runs(GenericKubernetesResource pod) {
    Json status = new Json(pod.getAdditionalProperties()).get("status");
    return switch (status.get("phase").text()) {
      case "Succeeded", "Failed" -> false;
      default -> !status.get("podIP").text().isEmpty();
    };
  }

  private static Optional<Target> target(SeenPod seen) {
    KubeletView view = seen.view(WorkloadSource.POD_WATCH);
    return seen.pod().map(pod -> new Target(pod, Vantage.outside(pod.ip()), view));
  }

  /** With what it is filled by. */
  record Watched(Place place, SharedIndexInformer<GenericKubernetesResource> informer) {}
}
