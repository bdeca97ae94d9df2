package io.github.ksmprobe.config;

import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Discovery.None;
import io.github.ksmprobe.config.Discovery.OwnPod;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What has to be done to a running sidecar so that other settings are in effect. */
public sealed interface ReloadPlan {

  /** A part that can be changed while the others go on. */
  enum Part {
    /** The pace of the rounds, and what a request may take: the rounds go on with another one. */
    PACE,
    /** Which pods are looked at: rounds, counters and history go on with others. */
    TARGETS,
    /** What is logged, and how. */
    LOG;

    /** For the log. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Changes these parts; none where the settings are the same. */
  record Change(Set<Part> parts) implements ReloadPlan {
    public Change {
      parts = Set.copyOf(parts);
    }
  }

  /**
   * Changes nothing, for what differs is fixed when the process starts.
   *
   * @param key the setting that differs
   * @param now its value in effect
   * @param wanted its value in the file
   */
  record NeedsRestart(String key, String now, String wanted) implements ReloadPlan {
    /** The same as a sentence for the person who changed it. */
    public InvalidSetting refusal() {
      return InvalidSetting.of(
          InvalidSetting.key(key),
          " cannot change from " + now + " to " + wanted + " while running; restart for that");
    }
  }

  /** What leads from the settings in effect to the wanted ones. */
  static ReloadPlan between(Settings now, Settings wanted) {
    Optional<NeedsRestart> fixed = fixed(now, wanted);
    if (fixed.isPresent()) {
      return fixed.get();
    }
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (!now.interval().equals(wanted.interval()) || !now.timeout().equals(wanted.timeout())) {
      parts.add(Part.PACE);
    }
    if (!now.subject().equals(wanted.subject()) || !now.discovery().equals(wanted.discovery())) {
      parts.add(Part.TARGETS);
    }
    if (!now.logging().equals(wanted.logging())) {
      parts.add(Part.LOG);
    }
    return new Change(parts);
  }

  private static Optional<NeedsRestart> fixed(Settings now, Settings wanted) {
    if (!now.listen().equals(wanted.listen())) {
      return needsRestart("web.listen-address", now.listen(), wanted.listen());
    }
    // Every series would be another.
    if (!now.component().name().equals(wanted.component().name())) {
      return needsRestart("component", now.component().name(), wanted.component().name());
    }
    // Counters would begin anew.
    if (now.detail() != wanted.detail()) {
      return needsRestart("metrics.detail", now.detail().label(), wanted.detail().label());
    }
    Optional<NeedsRestart> file =
        file("web.config.file", now.credentials().webConfig(), wanted.credentials().webConfig())
            .or(
                () ->
                    file(
                        "ksm.bearer-token-file",
                        now.credentials().bearerToken(),
                        wanted.credentials().bearerToken()));
    if (file.isPresent()) {
      return file;
    }
    return switch (now.discovery()) {
      case Cluster cluster ->
          switch (wanted.discovery()) {
            // The clients of all pods are opened at the start.
            case Cluster other when cluster.maxConcurrency() != other.maxConcurrency() ->
                needsRestart("max-concurrency", cluster.maxConcurrency(), other.maxConcurrency());
            case Cluster _ -> Optional.empty();
            case None _, OwnPod _ -> needsRestart("discovery", "cluster", way(wanted));
          };
      // A watcher of many pods exposes other series, and spreads its rounds.
      case None _, OwnPod _ ->
          wanted.discovery() instanceof Cluster
              ? needsRestart("discovery", way(now), "cluster")
              : Optional.empty();
    };
  }

  /** What stands in the file is read again; that there is one, and which, is fixed. */
  private static Optional<NeedsRestart> file(
      String key, Optional<String> now, Optional<String> wanted) {
    return now.equals(wanted)
        ? Optional.empty()
        : needsRestart(key, now.orElse("no file"), wanted.orElse("no file"));
  }

  private static String way(Settings settings) {
    return switch (settings.discovery()) {
      case None _ -> "none";
      case OwnPod _ -> "pod";
      case Cluster _ -> "cluster";
    };
  }

  private static Optional<NeedsRestart> needsRestart(String key, Object now, Object wanted) {
    return Optional.of(new NeedsRestart(key, now.toString(), wanted.toString()));
  }
}
