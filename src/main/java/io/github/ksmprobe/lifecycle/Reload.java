package io.github.ksmprobe.lifecycle;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.config.EffectiveConfig;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ReloadPlan;
import io.github.ksmprobe.config.ReloadPlan.Part;
import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.configfile.ConfigFile;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.pages.LifecycleApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in effect, and the way to another one: read it, plan what has to change, change
 * that. What cannot be used changes nothing, and the metrics say so.
 */
public final class Reload implements LifecycleApi {

  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  /** From listening to running it is a moment; a reload within it waits for its end. */
  private static final long START_SECONDS = 5;

  private final Configuration configuration;
  private final Clock clock;
  private final CompletableFuture<Change> running = new CompletableFuture<>();
  private volatile EffectiveConfig inForce;
  private volatile ReloadState state;

  /** Makes other settings the ones that the program runs by. */
  @FunctionalInterface
  public interface Change {

    /**
     * Changes these parts and leaves all others alone.
     *
     * @throws InvalidSetting if that cannot be done, and then nothing has changed
     */
    void to(Set<Part> parts, Settings wanted);
  }

  public Reload(Configuration configuration, EffectiveConfig first, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
    this.inForce = first;
    this.state = new ReloadState(true, clock.instant());
  }

  /** From now on there is something to change. */
  public void runs(Change change) {
    running.complete(change);
  }

  /** One at a time, from wherever it is asked for. */
  @Override
  public synchronized Outcome reload() {
    if (configuration.file().isEmpty()) {
      return new Outcome.NoFile();
    }
    try {
      Change change = change();
      EffectiveConfig wanted = configuration.load();
      try {
        Set<Part> changed = put(wanted, change);
        inForce = wanted;
        log.atInfo().addKeyValue(LogKeys.CHANGED, words(changed)).log("configuration reloaded");
      } catch (InvalidSetting unusable) {
        throw EffectiveConfig.explain(unusable, wanted.values());
      }
      state = new ReloadState(true, clock.instant());
      return new Outcome.Done();
    } catch (InvalidSetting wrong) {
      String sentence = Setting.masked(String.valueOf(wrong.getMessage()));
      state = state.failed();
      log.atError()
          .addKeyValue(LogKeys.ERROR, sentence)
          .log("configuration not reloaded; the previous one stays in effect");
      return new Outcome.Refused(sentence);
    } catch (RuntimeException bug) {
      state = state.failed();
      throw bug;
    }
  }

  private Change change() {
    try {
      return running.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InvalidSetting("the program is being stopped");
    } catch (TimeoutException | ExecutionException late) {
      throw new InvalidSetting("the program is still starting; reload again in a moment");
    }
  }

  private Set<Part> put(EffectiveConfig wanted, Change change) {
    return switch (ReloadPlan.between(inForce.settings(), wanted.settings())) {
      case ReloadPlan.NeedsRestart restart -> throw restart.refusal();
      case ReloadPlan.Change(var parts) -> {
        change.to(parts, wanted.settings());
        yield parts;
      }
    };
  }

  private static String words(Set<Part> parts) {
    return parts.isEmpty()
        ? "nothing"
        : parts.stream().map(Part::word).sorted().collect(Collectors.joining(", "));
  }

  /** For the metrics. */
  public ReloadState state() {
    return state;
  }

  @Override
  public Duration longestRound() {
    return inForce.settings().interval();
  }

  @Override
  public String config() {
    return ConfigFile.render(inForce.values());
  }
}
