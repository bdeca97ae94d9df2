package io.github.ksmprobe.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.Configured;
import io.github.ksmprobe.Until;
import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.config.ReloadPlan.Part;
import io.github.ksmprobe.pages.LifecycleApi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a reload that comes too early, or that meets a mistake of ours. */
@Timeout(60)
class ReloadTest {

  @TempDir private Path folder = Path.of(".");
  private Path file;
  private Reload reload;

  @BeforeEach
  void loadOnce() throws IOException {
    file = Files.writeString(folder.resolve("config.yml"), "interval: 1h\n");
    Configuration configuration = Configured.by("--config.file=" + file, "--pod-name=");
    reload = new Reload(configuration, configuration.load(), Clock.systemUTC());
  }

  @Test
  void one_that_comes_before_anything_runs_waits_and_then_changes_what_runs() throws Exception {
    Files.writeString(file, "interval: 7s\n");
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread early = asked(outcome);
    assertFalse(outcome.isDone(), "there was nothing to change yet");
    List<Duration> changes = new CopyOnWriteArrayList<>();
    reload.runs(
        (parts, wanted) -> {
          assertEquals(Set.of(Part.PACE), parts);
          changes.add(wanted.interval());
        });
    early.join();
    assertEquals(new Outcome.Done(), outcome.join());
    assertEquals(List.of(Duration.ofSeconds(7)), changes);
    assertTrue(reload.config().contains("interval: 7s # "), reload.config());
  }

  @Test
  void one_that_waits_while_the_program_is_stopped_is_refused() throws Exception {
    Files.writeString(file, "interval: 7s\n");
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread early = asked(outcome);
    early.interrupt();
    early.join();
    assertEquals(new Outcome.Refused("the program is being stopped"), outcome.join());
    assertFalse(reload.state().successful());
    assertTrue(reload.config().contains("interval: 1h # "), reload.config());
  }

  @Test
  void a_mistake_of_ours_counts_as_a_failed_reload_and_the_next_one_may_succeed() throws Exception {
    List<Duration> changes = new CopyOnWriteArrayList<>();
    reload.runs(
        (_, wanted) -> {
          if (changes.isEmpty()) {
            changes.add(Duration.ZERO);
            throw new IllegalStateException("a mistake");
          }
          changes.add(wanted.interval());
        });
    Files.writeString(file, "interval: 7s\n");
    assertThrows(IllegalStateException.class, reload::reload);
    assertFalse(reload.state().successful());
    assertTrue(reload.config().contains("interval: 1h # "), reload.config());
    assertEquals(new Outcome.Done(), reload.reload());
    assertEquals(List.of(Duration.ZERO, Duration.ofSeconds(7)), changes);
    assertTrue(reload.state().successful());
  }

  /** Asks for a reload on a thread of its own, and comes back once that waits or has ended. */
  private Thread asked(CompletableFuture<Outcome> outcome) {
    Thread early = Thread.ofPlatform().start(() -> outcome.complete(reload.reload()));
    Until.until(
        () -> !early.isAlive() || early.getState() == Thread.State.TIMED_WAITING,
        "it neither waits nor ends");
    return early;
  }
}
