package io.github.ksmprobe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.config.Setting.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences about flags for the one who wrote the file, and values for everybody's eyes. */
class EffectiveConfigTest {

  private static final List<Setting> VALUES =
      List.of(
          setting("interval", new Origin.File("c.yml", 2)),
          setting("web.listen-address", new Origin.File("c.yml", 4)),
          setting("shard", new Origin.File("c.yml", 7)),
          setting("timeout", new Origin.Flag()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--interval is too short|c.yml:2: interval is too short",
        "--timeout is longer than --interval|c.yml:2: --timeout is longer than interval",
        "--shard=7, not --interval=3|c.yml:7: shard=7, not interval=3 (line 2)",
        "choose another with --web.listen-address.|c.yml:4: choose another with web.listen-address.",
        "--timeout is wrong|--timeout is wrong",
        "--shards is no flag of ours|--shards is no flag of ours",
        "nothing named|nothing named"
      })
  void a_flag_that_the_file_sets_is_named_as_its_key(String refusal, String explained) {
    assertEquals(
        explained, EffectiveConfig.explain(new InvalidSetting(refusal), VALUES).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "http://u:p@127.0.0.1:8080,http://<secret>@127.0.0.1:8080",
    "http://token@host,http://<secret>@host",
    "http://a:b@c@host/x@y,http://<secret>@host/x@y",
    "http://host/x@y,http://host/x@y",
    "/etc/a@b,/etc/a@b",
    "a=b@c,a=b@c"
  })
  void user_and_password_of_a_url_are_masked(String value, String shown) {
    assertEquals(
        List.of(shown),
        new Setting("main-url", Kind.TEXT, List.of(value), new Origin.Flag()).masked().values());
  }

  private static Setting setting(String key, Origin origin) {
    return new Setting(key, Kind.TEXT, List.of("x"), origin);
  }
}
