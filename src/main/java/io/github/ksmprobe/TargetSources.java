package io.github.ksmprobe;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.kubernetes.ClusterPods;
import io.github.ksmprobe.kubernetes.OwnPod;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.targets.StaticTargets;
import io.github.ksmprobe.targets.TargetSource;
import java.time.Duration;
import java.util.List;

/** The pods to look at, by whatever way the settings choose. */
final class TargetSources {

  /** Long enough for a whole walk down the ladder. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private TargetSources() {}

  /** For rounds without end: what is not known at first may still come. Waits for nobody. */
  static TargetSource start(Settings settings, ManifestFiles manifests, InternalErrors errors) {
    return switch (settings.discovery()) {
      case Discovery.None _ -> TargetSource.fixed(new StaticTargets(manifests).targets(settings));
      case Discovery.OwnPod pod -> {
        List<Target> flags = new StaticTargets(manifests).targets(settings);
        yield OwnPod.start(pod, settings.subject(), () -> flags, errors);
      }
      case Discovery.Cluster cluster -> ClusterPods.start(cluster, settings.component(), errors);
    };
  }

  /** For one round: what is not known in time is not known. */
  static TargetSource startAndWait(Settings settings, ManifestFiles manifests) {
    TargetSource source = start(settings, manifests, new InternalErrors());
    try {
      source.awaitFirstLook(PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return source;
  }
}
