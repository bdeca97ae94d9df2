package io.github.ksmprobe.cli;

import static io.github.ksmprobe.cli.ConfigurationTest.execute;
import static io.github.ksmprobe.cli.ConfigurationTest.load;
import static io.github.ksmprobe.cli.ConfigurationTest.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.cli.ConfigurationTest.Ended;
import io.github.ksmprobe.cli.ConfigurationTest.Starts;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.EffectiveConfig;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.config.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags beside the configuration file, and flags about it. */
class ConfigurationFlagsTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void flags_win_over_the_file_key_by_key() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            "interval: 20s\ntimeout: 2s\ndiscovery: cluster\nnamespace: [a, b]\n");
    EffectiveConfig loaded = load(file, List.of("--interval=30s", "--namespace=c"));
    assertEquals(Duration.ofSeconds(30), loaded.settings().interval());
    assertEquals(Duration.ofSeconds(2), loaded.settings().timeout());
    assertEquals(
        new Cluster("app.kubernetes.io/name=kube-state-metrics", List.of("c"), Shard.ALL, 128),
        loaded.settings().discovery());
    assertEquals(
        List.of("interval=[30s] flag", "namespace=[c] flag"), shown(loaded, Origin.Flag.class));
    assertEquals(
        List.of("discovery=[cluster] " + file + ":3", "timeout=[2s] " + file + ":2"),
        shown(loaded, Origin.File.class));
  }

  @Test
  void a_mistake_in_the_file_counts_even_where_a_flag_wins() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: soon\n");
    assertEquals(
        file
            + ":1: interval: \"soon\" is not a duration above zero; write it as 500ms, 15s or 1m30s",
        assertThrows(InvalidSetting.class, () -> load(file, List.of("--interval=30s")))
            .getMessage());
  }

  @Test
  void a_mistake_of_a_flag_is_not_blamed_on_the_file() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: 20s\n");
    assertEquals(
        file + ":1: --timeout must not be longer than interval, or rounds would overlap",
        assertThrows(InvalidSetting.class, () -> load(file, List.of("--timeout=30s")))
            .getMessage());
    assertEquals(
        "--selector is only for --discovery=cluster; give both or neither",
        assertThrows(
                InvalidSetting.class, () -> load(file, List.of("--selector=a", "--discovery=none")))
            .getMessage());
  }

  @Test
  void run_and_the_bare_command_read_the_same_file() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: 20s\n");
    for (List<String> command : List.of(List.<String>of(), List.of("run"))) {
      Starts starts = new Starts();
      List<String> args = new ArrayList<>(command);
      args.add("--config.file=" + file);
      assertEquals(0, execute(starts, args).exitCode());
      assertEquals(Duration.ofSeconds(20), starts.loaded().settings().interval());
    }
  }

  @Test
  void a_flag_in_front_of_the_command_is_refused_and_not_lost() {
    assertEquals(
        new Ended(
            2,
            "",
            """
            --config.file goes after the command: ksm-probe-exporter run --config.file
            Try: ksm-probe-exporter run --help
            """),
        execute(new Starts(), List.of("--config.file=config.yml", "run")));
  }

  @Test
  void the_name_of_the_file_must_not_be_empty() {
    assertEquals(
        new Ended(
            2,
            "",
            """
            --config.file must name a file; leave it out for none
            Try: ksm-probe-exporter run --help
            """),
        execute(new Starts(), List.of("run", "--config.file=")));
  }

  @Test
  void check_starts_nothing_and_prints_one_line() throws IOException {
    Path good = Files.writeString(folder.resolve("config.yml"), "interval: 20s\ntimeout: 1s\n");
    assertEquals(
        new Ended(0, good + " is fine: 2 keys in effect\n", ""), check("--config.file=" + good));
    assertEquals(
        new Ended(0, good + " is fine: 1 key in effect\n", ""),
        check("--config.file=" + good, "--timeout=2s"));
    assertEquals(new Ended(0, "The flags are fine; there is no --config.file\n", ""), check());
    assertEquals(
        new Ended(2, "", "--timeout must not be longer than --interval, or rounds would overlap\n"),
        check("--timeout=1h"));
    Path bad = Files.writeString(folder.resolve("bad.yml"), "pod-file: unusable\n");
    assertEquals(
        new Ended(2, "", bad + ":1: pod-file: unusable for a test\n"),
        check("--config.file=" + bad));
  }

  private Ended check(String... flags) {
    List<String> args = new ArrayList<>(List.of("run", "--config.check"));
    args.addAll(List.of(flags));
    Starts starts = new Starts();
    Ended ended = execute(starts, args);
    assertTrue(starts.configuration.isEmpty());
    return ended;
  }
}
