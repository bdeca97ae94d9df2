package io.github.ksmprobe;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.config.EffectiveConfig;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ReloadPlan.Part;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.lifecycle.Closing;
import io.github.ksmprobe.lifecycle.FileWatch;
import io.github.ksmprobe.lifecycle.Reload;
import io.github.ksmprobe.lifecycle.SighupHandler;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.InternalErrors.Place;
import io.github.ksmprobe.log.LogOutput;
import io.github.ksmprobe.targets.ReloadableTargets;
import io.github.ksmprobe.targets.TargetSource;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The sidecar together with the configuration that it runs by, which may become another. */
final class SidecarProcess implements AutoCloseable {

  /** From look to look at the file; a change is in effect after two of them. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ManifestFiles manifests;
  private final LogOutput log;
  private final InternalErrors errors;
  private final ReloadableTargets watching;
  private final Sidecar sidecar;
  private final Optional<FileWatch> watch;

  private SidecarProcess(
      ManifestFiles manifests,
      LogOutput log,
      InternalErrors errors,
      ReloadableTargets watching,
      Sidecar sidecar,
      Optional<FileWatch> watch) {
    this.manifests = manifests;
    this.log = log;
    this.errors = errors;
    this.watching = watching;
    this.sidecar = sidecar;
    this.watch = watch;
  }

  /**
   * Starts by the configuration as it is now.
   *
   * @throws InvalidSetting if it cannot be used
   */
  static SidecarProcess start(Configuration configuration, ManifestFiles manifests, LogOutput log) {
    return start(configuration, manifests, log, LOOK_EVERY);
  }

  static SidecarProcess start(
      Configuration configuration, ManifestFiles manifests, LogOutput log, Duration interval) {
    // First of all: what changes while everything starts is seen as a change.
    Optional<FileWatch> watch = configuration.file().map(FileWatch::new);
    EffectiveConfig first = configuration.load();
    log.apply(first.settings().logging());
    InternalErrors errors = new InternalErrors();
    Reload reload = new Reload(configuration, first, Clock.systemUTC());
    Runnable guarded = () -> errors.guard(Place.RELOAD, reload::reload);
    // Before anything is waited for: left alone, SIGHUP ends the process.
    SighupHandler.run(guarded);
    try {
      ReloadableTargets watching =
          new ReloadableTargets(TargetSources.start(first.settings(), manifests, errors));
      Sidecar sidecar = sidecar(first, watching, reload, errors);
      SidecarProcess run = new SidecarProcess(manifests, log, errors, watching, sidecar, watch);
      reload.runs(run::change);
      watch.ifPresent(file -> file.start(interval, guarded));
      return run;
    } catch (InvalidSetting unusable) {
      throw EffectiveConfig.explain(unusable, first.values());
    }
  }

  private static Sidecar sidecar(
      EffectiveConfig first, ReloadableTargets watching, Reload reload, InternalErrors errors) {
    try {
      return Sidecar.start(
          first.settings(), watching, Optional.of(watching), reload, reload::state, errors);
    } catch (InvalidSetting unusable) {
      watching.close();
      throw unusable;
    }
  }

  private void change(Set<Part> parts, Settings wanted) {
    // Only this can fail, so it comes first.
    Optional<TargetSource> others =
        parts.contains(Part.TARGETS)
            ? Optional.of(TargetSources.start(wanted, manifests, errors))
            : Optional.empty();
    if (parts.contains(Part.LOG)) {
      log.apply(wanted.logging());
    }
    if (parts.contains(Part.PACE)) {
      sidecar.pace(wanted);
    }
    others.ifPresent(watching::change);
  }

  /** Where the pages are. */
  String url() {
    return sidecar.url();
  }

  /** Where the pages are, for programs. */
  InetSocketAddress address() {
    return sidecar.address();
  }

  @Override
  public void close() {
    watch.ifPresent(FileWatch::close);
    Closing.sideBySide(Closing.LONGEST, sidecar::close, watching::close);
  }
}
