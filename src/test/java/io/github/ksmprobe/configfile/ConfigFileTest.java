package io.github.ksmprobe.configfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.config.Origin;
import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.Setting.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in effect, as a file that would set it. */
class ConfigFileTest {

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("interval", Kind.TEXT, List.of("15s"), new Origin.Default()),
          new Setting(
              "main-url",
              Kind.TEXT,
              List.of("http://me:hunter2@127.0.0.1:8080"),
              new Origin.File("/etc/config.yml", 3)),
          new Setting("namespace", Kind.TEXTS, List.of("a", "12", "no: b"), new Origin.Flag()),
          new Setting("pod-ip", Kind.TEXT, List.of("10.0.0.7"), new Origin.Environment("POD_IP")),
          new Setting("pod-name", Kind.TEXT, List.of("7"), new Origin.Flag()),
          new Setting("selector", Kind.TEXT, List.of(), new Origin.Default()),
          new Setting("shard", Kind.NUMBER, List.of("2"), new Origin.Flag()),
          new Setting("strict", Kind.TRUTH, List.of("true"), new Origin.Flag()),
          new Setting("web.listen-address", Kind.TEXT, List.of(":10117"), new Origin.Default()));

  @Test
  void each_value_has_its_origin_and_secrets_are_masked() {
    assertEquals(
        """
        interval: 15s # default
        main-url: http://<secret>@127.0.0.1:8080 # /etc/config.yml:3
        namespace: [a, '12', 'no: b'] # flag
        pod-ip: 10.0.0.7 # environment, POD_IP
        pod-name: '7' # flag
        shard: 2 # flag
        strict: true # flag
        web.listen-address: :10117 # default
        # selector is not set
        """,
        ConfigFile.render(SETTINGS));
  }

  @Test
  void what_is_shown_can_be_read_again() {
    Section again = new SettingsFile("config", ConfigFile.render(SETTINGS)).section();
    assertEquals(List.of("a", "12", "no: b"), again.value("namespace").orElseThrow().texts());
    assertEquals(2, again.value("shard").orElseThrow().number());
    assertEquals(true, again.value("strict").orElseThrow().truth());
    assertEquals(":10117", again.value("web.listen-address").orElseThrow().text());
  }

  @Test
  void nothing_is_nothing() {
    assertEquals("{}\n", ConfigFile.render(List.of()));
  }
}
