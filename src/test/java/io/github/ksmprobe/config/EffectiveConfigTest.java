package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ksmprobe.config.Setting.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sentences about flags for the one who wrote the file, and values for everybody's eyes. */
class EffectiveConfigTest {

  private static final List<Setting> VALUES =
      List.of(
          setting("interval", new Origin.File("c.yml", 2)),
          setting("web.listen-address", new Origin.File("c.yml", 4)),
          setting("shard", new Origin.File("c.yml", 7)),
          setting("timeout", new Origin.Flag()));

  static List<Arguments> refusals() {
    return List.of(
        arguments(
            InvalidSetting.of(key("interval"), " is too short"), "c.yml:2: interval is too short"),
        arguments(
            InvalidSetting.of(key("timeout"), " is longer than ", key("interval")),
            "c.yml:2: --timeout is longer than interval"),
        arguments(
            InvalidSetting.of(key("shard", 7), ", not ", key("interval", 3)),
            "c.yml:7: shard=7, not interval=3 (line 2)"),
        arguments(
            InvalidSetting.of("choose another with ", key("web.listen-address"), "."),
            "c.yml:4: choose another with web.listen-address."),
        arguments(InvalidSetting.of(key("timeout"), " is wrong"), "--timeout is wrong"),
        arguments(
            InvalidSetting.of(key("pod-file"), ": an argument is --interval=3"),
            "--pod-file: an argument is --interval=3"),
        arguments(new InvalidSetting("--interval is only quoted"), "--interval is only quoted"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_flag_that_the_file_sets_is_named_as_its_key(InvalidSetting refusal, String explained) {
    assertEquals(explained, EffectiveConfig.explain(refusal, VALUES).getMessage());
  }

  @Test
  void only_a_refusal_of_what_the_file_sets_is_the_files_fault() {
    InvalidSetting shared = InvalidSetting.of(key("timeout"), " is over ", key("interval"));
    assertEquals(Optional.of("c.yml"), EffectiveConfig.explain(shared, VALUES).file());
    InvalidSetting typed = InvalidSetting.of(key("timeout"), ": c.yml is no duration");
    assertEquals(Optional.empty(), EffectiveConfig.explain(typed, VALUES).file());
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
