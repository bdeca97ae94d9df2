package io.github.ksmprobe.cli;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.IdleLauncher;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.config.Detail;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Discovery.OwnPod;
import io.github.ksmprobe.config.EffectiveConfig;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Logging;
import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.config.ProbedAddresses;
import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.config.Settings.Subject;
import io.github.ksmprobe.config.Shard;
import io.github.ksmprobe.configfile.ConfigFile;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Listener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Flags, file, environment and defaults become settings, or one sentence with a line. */
class ConfigurationTest {

  private static final Path FILES = Path.of("src/test/resources/config");

  // So that the environment of the machine that tests says nothing.
  private static final List<String> NOWHERE =
      List.of("--pod-name=", "--pod-namespace=", "--pod-ip=", "--host-name=host");

  @TempDir private Path folder = Path.of(".");

  @TestFactory
  Stream<DynamicTest> each_invalid_file_has_its_sentence() throws IOException {
    return invalid().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      String expected = Files.readString(sentence(file)).strip();
                      String found =
                          assertThrows(InvalidSetting.class, () -> load(file, flagsBut(file)))
                              .getMessage();
                      assertEquals(expected, String.valueOf(found).replace(FILES + "/", ""));
                    }));
  }

  @Test
  void no_sentence_is_without_a_file() throws IOException {
    try (Stream<Path> all = Files.list(FILES)) {
      assertEquals(
          invalid().stream().map(ConfigurationTest::sentence).collect(toSet()),
          all.filter(file -> file.toString().endsWith(".txt")).collect(toSet()));
    }
  }

  @Test
  void an_empty_file_leaves_every_default() {
    EffectiveConfig loaded = load(FILES.resolve("empty.yaml"), NOWHERE);
    assertEquals(
        new Settings(
            new ListenAddress("", 10117),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            new Subject(Optional.empty(), Optional.empty(), Optional.empty()),
            new Discovery.None(),
            new Logging(Logging.Level.INFO, Logging.Format.LOGFMT),
            CredentialFiles.NONE,
            Detail.DEFAULT),
        loaded.settings());
    assertEquals(
        List.of(
            "component=[kube-state-metrics] default",
            "discovery=[none] default",
            "interval=[15s] default",
            "log.format=[logfmt] default",
            "log.level=[info] default",
            "metrics.detail=[default] default",
            "timeout=[5s] default",
            "web.listen-address=[:10117] default"),
        shown(loaded, Origin.Default.class));
    assertEquals(0, loaded.fromFile());
  }

  @Test
  void every_key_reaches_its_setting() {
    assertEquals(
        new Settings(
            new ListenAddress("::1", 20117),
            Duration.ofSeconds(90),
            Duration.ofMillis(500),
            new Subject(
                Optional.empty(), Optional.empty(), Optional.of("10.0.0.7"), component("gadget")),
            new Cluster("app=ksm", List.of("monitoring", "kube-system"), new Shard(1, 3), 64),
            Logging.DEFAULT,
            CredentialFiles.NONE,
            Detail.FULL),
        load(FILES.resolve("full-cluster.yaml"), List.of()).settings());
    assertEquals(
        new Subject(
            Optional.of(new ProbedAddresses(Set.of(Listener.values()), "127.0.0.1", 8443, 8444)),
            Optional.empty(),
            Optional.empty()),
        load(FILES.resolve("full-addresses.yaml"), NOWHERE).settings().subject());
    assertEquals(
        new Logging(Logging.Level.DEBUG, Logging.Format.JSON),
        load(FILES.resolve("full-addresses.yaml"), NOWHERE).settings().logging());
    assertEquals(
        new CredentialFiles(Optional.of("/etc/web.yml"), Optional.of("/etc/token")),
        load(FILES.resolve("full-addresses.yaml"), NOWHERE).settings().credentials());
    Settings own = load(FILES.resolve("full-own-pod.yaml"), List.of()).settings();
    assertEquals(new OwnPod("ksm-0", Optional.of("monitoring")), own.discovery());
    assertEquals(
        new Subject(Optional.empty(), Optional.of("/etc/pod.yaml"), Optional.of("10.0.0.7")),
        own.subject());
  }

  @Test
  void no_key_is_missing_in_the_full_files() {
    Set<String> set =
        Stream.of("full-cluster.yaml", "full-addresses.yaml", "full-own-pod.yaml")
            .flatMap(name -> load(FILES.resolve(name), List.of()).values().stream())
            .filter(value -> value.origin() instanceof Origin.File)
            .map(Setting::key)
            .collect(toSet());
    assertEquals(
        ConfigurationKeys.all().stream().map(ConfigurationKeys.Key::name).collect(toSet()), set);
  }

  @Test
  void values_are_taken_as_they_are_written() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yml"),
            "discovery: cluster\nselector: \"${env:HOME}@x\"\nnamespace: [\"@a\", --b]\n");
    Cluster cluster = (Cluster) load(file, List.of()).settings().discovery();
    assertEquals("${env:HOME}@x", cluster.selector());
    assertEquals(List.of("@a", "--b"), cluster.namespaces());
  }

  @Test
  void each_load_reads_the_file_anew() throws IOException {
    Path file = Files.writeString(folder.resolve("config.yml"), "interval: 20s\n");
    Configuration configuration = configuration(file, List.of());
    assertEquals(Duration.ofSeconds(20), configuration.load().settings().interval());
    Files.writeString(file, "interval: 40s\n");
    assertEquals(Duration.ofSeconds(40), configuration.load().settings().interval());
    Files.delete(file);
    assertEquals(
        file + ": there is no such file",
        assertThrows(InvalidSetting.class, configuration::load).getMessage());
  }

  private static List<Path> invalid() throws IOException {
    try (Stream<Path> all = Files.list(FILES)) {
      List<Path> found =
          all.filter(file -> file.getFileName().toString().matches("invalid-.*\\.yaml"))
              .sorted()
              .toList();
      assertTrue(found.size() > 30, () -> "only " + found.size() + " files");
      return found;
    }
  }

  private static Path sentence(Path file) {
    return Path.of(file.toString().replace(".yaml", ".txt"));
  }

  /** What would win over the file under test must not be a flag. */
  private static List<String> flagsBut(Path file) throws IOException {
    String text = Files.readString(file);
    return NOWHERE.stream()
        .filter(flag -> !text.contains(flag.substring(2, flag.indexOf('=')) + ":"))
        .toList();
  }

  static List<String> shown(EffectiveConfig loaded, Class<? extends Origin> origin) {
    return loaded.values().stream()
        .filter(value -> origin.isInstance(value.origin()) && !value.values().isEmpty())
        .map(value -> value.key() + "=" + value.values() + " " + value.origin().words())
        .toList();
  }

  static EffectiveConfig load(Path file, List<String> flags) {
    return configuration(file, flags).load();
  }

  private static Component component(String name) {
    String file = "src/test/resources/strangers/" + name + ".yaml";
    return ComponentFiles.read(file).getFirst().component();
  }

  static Configuration configuration(Path file, List<String> flags) {
    List<String> args = new ArrayList<>(List.of("run", "--config.file=" + file));
    args.addAll(flags);
    Starts starts = new Starts();
    Ended ended = execute(starts, args);
    assertEquals("", ended.err());
    return starts.configuration.orElseThrow();
  }

  record Ended(int exitCode, String out, String err) {}

  static Ended execute(Launcher launcher, List<String> args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        RootCommand.commandLine(
                launcher,
                new ConfigFile(),
                _ -> {
                  throw new AssertionError("no manifest is read");
                },
                ComponentFiles::with,
                _ -> _ -> "")
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  /** Remembers what it was to start. */
  static final class Starts extends IdleLauncher {
    Optional<Configuration> configuration = Optional.empty();

    EffectiveConfig loaded() {
      return configuration.orElseThrow().load();
    }

    @Override
    public int run(Configuration wanted, PrintWriter err) {
      configuration = Optional.of(wanted);
      return 0;
    }

    @Override
    public void check(Settings settings) {
      settings
          .subject()
          .podFile()
          .ifPresent(
              name -> {
                throw InvalidSetting.of(
                    InvalidSetting.key("pod-file"), ": " + name + " for a test");
              });
    }
  }
}
