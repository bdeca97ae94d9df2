package io.github.ksmprobe;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.kubernetes.ClusterPods;
import io.github.ksmprobe.kubernetes.OwnPod;
import io.github.ksmprobe.round.ApiUse;
import io.github.ksmprobe.round.Target;
import io.github.ksmprobe.round.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The pods to look at, by whatever way the settings choose. */
interface Watched extends AutoCloseable {

  /** Long enough for a whole walk down the ladder. */
  Duration PATIENCE = Duration.ofSeconds(15);

  Targets targets();

  /** What is asked of the API server, if it is asked. */
  Optional<ApiUse> api();

  @Override
  void close();

  /** For rounds without end: what is not known at first may still come. Waits for nobody. */
  static Watched start(Settings settings, ManifestFiles manifests) {
    return switch (settings.discovery()) {
      case Discovery.None _ -> new Fixed(new Live(manifests).targets(settings));
      case Discovery.OwnPod pod -> {
        List<Target> flags = new Live(manifests).targets(settings);
        yield new Own(OwnPod.start(pod, settings.subject().podIp(), manifests, () -> flags));
      }
      case Discovery.Cluster cluster -> new All(ClusterPods.start(cluster, manifests));
    };
  }

  /** For one round: what is not known in time is not known. */
  static Watched startAndWait(Settings settings, ManifestFiles manifests) {
    Watched watched = start(settings, manifests);
    try {
      watched.targets().awaitFirstLook(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return watched;
  }

  /** What flags and files say. */
  record Fixed(List<Target> pods) implements Watched {
    @Override
    public Targets targets() {
      return () -> pods;
    }

    @Override
    public Optional<ApiUse> api() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  /** All pods of a selector. */
  record All(ClusterPods pods) implements Watched {
    @Override
    public Targets targets() {
      return pods;
    }

    @Override
    public Optional<ApiUse> api() {
      return Optional.of(pods.apiUse());
    }

    @Override
    public void close() {
      pods.close();
    }
  }

  /** The own pod. */
  record Own(OwnPod pod) implements Watched {
    @Override
    public Targets targets() {
      return pod;
    }

    @Override
    public Optional<ApiUse> api() {
      return Optional.of(pod.apiUse());
    }

    @Override
    public void close() {
      pod.close();
    }
  }
}
