package io.github.ksmprobe.configfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.InvalidSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of settings may look like, and the sentence for everything else. */
class SettingsFileTest {

  private static final List<String> KNOWN = List.of("interval", "namespace", "web.listen-address");

  @TempDir private Path folder = Path.of(".");

  @Test
  void values_have_the_type_that_they_are_read_as() {
    Section section =
        section(
            """
            # a comment
            text: ":10117"
            number: 3
            truth: true
            list: [a, 7]
            below:
              key: value
              deeper: {more: -1}
            """);
    assertEquals(":10117", section.value("text").orElseThrow().text());
    assertEquals("3", section.value("number").orElseThrow().text());
    assertEquals(3, section.value("number").orElseThrow().number());
    assertTrue(section.value("truth").orElseThrow().truth());
    assertEquals(List.of("a", "7"), section.value("list").orElseThrow().texts());
    Section below = section.value("below").orElseThrow().section();
    assertEquals("value", below.value("key").orElseThrow().text());
    Value more = below.value("deeper").orElseThrow().section().value("more").orElseThrow();
    assertEquals(-1, more.number());
    assertEquals("below.deeper.more", more.key());
    assertEquals(8, more.line());
    assertTrue(section.value("absent").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "null\n", "{}\n"})
  void a_file_without_settings_has_none(String text) {
    assertTrue(section(text).values().isEmpty());
  }

  @Test
  void an_unknown_key_is_named_with_its_line_the_nearest_and_all_known_ones() {
    assertEquals(
        "config.yml:2: unknown key \"intervall\"; did you mean \"interval\"? Known keys: interval,"
            + " namespace, web.listen-address",
        refusal("namespace: [a]\nintervall: 15s\n"));
    assertEquals(
        "config.yml:1: unknown key \"--web.listenAddress\"; did you mean \"web.listen-address\"?"
            + " Known keys: interval, namespace, web.listen-address",
        refusal("--web.listenAddress: x\n"));
    assertEquals(
        "config.yml:1: unknown key \"scrape_configs\". Known keys: interval, namespace,"
            + " web.listen-address",
        refusal("scrape_configs: []\n"));
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    assertEquals(
        "config.yml:3: key \"interval\" is already in line 1; keep one of them",
        refusal("interval: 1s\nnamespace: []\ninterval: 2s\n"));
  }

  @Test
  void a_key_that_is_no_word_is_refused() {
    assertEquals(
        "config.yml:1: a key is a word, not a list or a mapping", refusal("? [a, b]\n: c\n"));
  }

  @Test
  void a_second_document_is_refused() {
    assertEquals(
        "config.yml:2: a second document begins; settings are one document",
        refusal("interval: 1s\n---\ninterval: 2s\n"));
  }

  @Test
  void what_is_no_mapping_is_refused() {
    String expected =
        "config.yml:1: settings are written as key: value, but this is something else";
    assertEquals(expected, refusal("- interval\n"));
    assertEquals(expected, refusal("interval=15s\n"));
  }

  @Test
  void what_is_no_yaml_is_refused_with_its_line() {
    assertEquals(
        "config.yml:2: this is not YAML: there is a colon where no key may begin; check the indentation,"
            + " or quote the value",
        refusal("interval: 1s\n namespace: [a]\n"));
    assertEquals(
        "config.yml:2: there is a tab where YAML allows only spaces: replace it",
        refusal("interval: 1s\n\tnamespace: [a]\n"));
    assertEquals(
        "config.yml:1: the quoted text that begins here has no end: close the quote",
        refusal("interval: \"1s\n"));
    assertEquals(
        "config.yml:1: this is not YAML: expected ',' or ']', but got {; correct it",
        refusal("namespace: [a {}]\n"));
    assertEquals(
        "config.yml:1: the text after this place is not YAML: correct it",
        refusal("interval: \"\\U99999999\"\n"));
    assertEquals(
        "config.yml:2: here is the control character U+0007, as in no text file: remove it, or name"
            + " another file",
        refusal("interval: 1s\nnamespace: [\u0007]\n"));
  }

  @Test
  void a_template_is_not_settings() {
    assertEquals(
        "config.yml:2: this is a template; render it first",
        refusal("interval: 1s\n{{ if .Values.x }}\nnamespace: [a]\n{{ end }}\n"));
  }

  @Test
  void no_tag_makes_an_object() {
    assertEquals(
        "config.yml:1: no tag is accepted, but here is !!java.io.File; leave it out"
            .replace("!!", "tag:yaml.org,2002:"),
        refusal("interval: !!java.io.File [/etc/passwd]\n"));
  }

  @Test
  void nesting_is_bounded() {
    assertEquals(
        "config.yml:1: this is nested more than 20 levels deep: check how the file was made",
        refusal("namespace: " + "[".repeat(500_000)));
  }

  @Test
  void aliases_multiply_nothing() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x]\n");
    for (int i = 1; i <= 3; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s%s]\n".formatted(i, i, before, (", " + before).repeat(4)));
    }
    Section section = section(bomb.toString());
    assertEquals(5, section.value("a0").orElseThrow().texts().size());
    assertEquals(
        "config.yml:3: a3 must be a list of texts, not a list",
        refused(() -> section.value("a3").orElseThrow().texts()));
    assertEquals(
        "config.yml:6: the aliases up to here repeat more than 10000 values, as an alias bomb does:"
            + " write them out",
        refusal(bomb + "a4: &a4 [*a3, *a3, *a3, *a3, *a3]\na5: [*a4, *a4, *a4]\n"));
    assertEquals(
        "config.yml:1: the alias *a names an anchor that is not complete before it: define &a first",
        refusal("a: &a {b: *a}\n"));
  }

  @Test
  void a_wrong_type_is_named_with_what_is_accepted() {
    Section section =
        section(
            """
            list:
              - a
              - [b]
            map: {a: b}
            nothing:
            word: yes
            quoted: "true"
            large: 99999999999
            half: 1.5
            """);
    assertEquals(
        "config.yml:2: list must be a text, not a list", refused(() -> at(section, "list").text()));
    assertEquals(
        "config.yml:3: list must be a list of texts, not a list",
        refused(() -> at(section, "list").texts()));
    assertEquals(
        "config.yml:4: map must be a duration, not a mapping",
        refused(() -> at(section, "map").text("a duration")));
    assertEquals(
        "config.yml:5: nothing must be a text, not empty; leave the key out to get its default",
        refused(() -> at(section, "nothing").text()));
    assertEquals(
        "config.yml:6: word must be true or false, not \"yes\"",
        refused(() -> at(section, "word").truth()));
    assertEquals(
        "config.yml:7: quoted must be true or false, not \"true\"",
        refused(() -> at(section, "quoted").truth()));
    assertEquals(
        "config.yml:8: large must be a whole number, not \"99999999999\"",
        refused(() -> at(section, "large").number()));
    assertEquals(
        "config.yml:9: half must be a whole number, not \"1.5\"",
        refused(() -> at(section, "half").number()));
    assertEquals(
        "config.yml:6: word must be a list of texts, not \"yes\"",
        refused(() -> at(section, "word").texts()));
    assertEquals(
        "config.yml:6: word must be a mapping of keys to values, not \"yes\"",
        refused(() -> at(section, "word").section()));
    assertEquals(
        "config.yml:6: word: no such word", at(section, "word").wrong("no such word").getMessage());
  }

  @Test
  void a_file_that_cannot_be_read_says_why() throws IOException {
    String missing = folder.resolve("missing.yml").toString();
    assertEquals(missing + ": there is no such file", refused(() -> SettingsFile.read(missing)));
    assertEquals(
        folder + ": this is a directory; name the file in it",
        refused(() -> SettingsFile.read(folder.toString())));
    assertEquals(
        "/dev/zero: this is not a regular file", refused(() -> SettingsFile.read("/dev/zero")));
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0x00});
    assertEquals(
        binary + ": this is not text in UTF-8",
        refused(() -> SettingsFile.read(binary.toString())));
    Path large = Files.write(folder.resolve("large"), new byte[SettingsFile.MOST_BYTES + 1]);
    assertEquals(
        large + ": this file is larger than 1 MiB, which no configuration needs",
        refused(() -> SettingsFile.read(large.toString())));
  }

  @Test
  void a_file_is_read_through_links() throws IOException {
    Path real =
        Files.writeString(folder.resolve("real.yml"), "interval: 1s\n", StandardCharsets.UTF_8);
    Path link = Files.createSymbolicLink(folder.resolve("link.yml"), real);
    Section section = SettingsFile.read(link.toString()).section();
    assertEquals("1s", at(section, "interval").text());
  }

  private static Value at(Section section, String key) {
    return section.value(key).orElseThrow();
  }

  private static Section section(String text) {
    return new SettingsFile("config.yml", text).section();
  }

  private static String refusal(String text) {
    return refused(() -> section(text).only(KNOWN));
  }

  private static String refused(org.junit.jupiter.api.function.Executable reading) {
    return String.valueOf(assertThrows(InvalidSetting.class, reading).getMessage());
  }
}
