package io.github.ksmprobe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** One event, one line, whatever stands in it. */
class LineEncoderTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.008Z");

  private static LoggingEvent event(Object... pairs) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            LineEncoderTest.class.getName(),
            context.getLogger("io.github.ksmprobe.history.ChangeLog"),
            Level.WARN,
            "probe verdict changed",
            null,
            null);
    event.setInstant(NOW);
    for (int i = 0; i < pairs.length; i += 2) {
      event.addKeyValuePair(new KeyValuePair(pairs[i].toString(), pairs[i + 1]));
    }
    return event;
  }

  private static String line(LineFormat format, LoggingEvent event) {
    return new String(new LineEncoder(format).encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void logfmt_golden_line() {
    assertEquals(
        "ts=2026-03-04T05:06:07.008Z level=warn logger=ChangeLog msg=\"probe verdict changed\""
            + " target=monitoring/ksm reason=wrong_port status_code=404 good=false"
            + " since=2026-03-04T05:06:07.008Z\n",
        line(
            new Logfmt(),
            event(
                "target",
                "monitoring/ksm",
                "reason",
                "wrong_port",
                "status_code",
                404,
                "good",
                false,
                "since",
                NOW)));
  }

  @Test
  void json_golden_line() {
    assertEquals(
        "{\"ts\":\"2026-03-04T05:06:07.008Z\",\"level\":\"warn\",\"logger\":\"ChangeLog\","
            + "\"msg\":\"probe verdict changed\",\"target\":\"monitoring/ksm\",\"status_code\":404,"
            + "\"good\":false}\n",
        line(new JsonLine(), event("target", "monitoring/ksm", "status_code", 404, "good", false)));
  }

  /** Value, as logfmt has it, as JSON has it. */
  record Nasty(String value, String logfmt, String json) {}

  private static List<Nasty> nastyValues() {
    return List.of(
        new Nasty("", "\"\"", "\"\""),
        new Nasty("two words", "\"two words\"", "\"two words\""),
        new Nasty("a=b", "\"a=b\"", "\"a=b\""),
        new Nasty("say \"no\"", "\"say \\\"no\\\"\"", "\"say \\\"no\\\"\""),
        new Nasty("C:\\x", "\"C:\\\\x\"", "\"C:\\\\x\""),
        new Nasty(
            "a\nlevel=error msg=forged",
            "\"a\\nlevel=error msg=forged\"",
            "\"a\\nlevel=error msg=forged\""),
        new Nasty("a\r\tb", "\"a\\r\\tb\"", "\"a\\r\\tb\""),
        new Nasty(
            "\u001b[2J\u001b]0;x\u0007",
            "\"\\u001b[2J\\u001b]0;x\\u0007\"",
            "\"\\u001B[2J\\u001B]0;x\\u0007\""),
        new Nasty("\u009b31m\u007f", "\"\\u009b31m\\u007f\"", "\"\\u009b31m\\u007f\""),
        new Nasty("a\u202eb\u2028c", "\"a\\u202eb\\u2028c\"", "\"a\\u202eb\\u2028c\""),
        new Nasty("a\u0000b", "\"a\\u0000b\"", "\"a\\u0000b\""),
        new Nasty("Zürich", "Zürich", "\"Zürich\""),
        new Nasty("\ud83d\ude00", "\"\ud83d\ude00\"", "\"\ud83d\ude00\""));
  }

  @ParameterizedTest
  @MethodSource("nastyValues")
  void no_value_breaks_a_line_or_reaches_the_terminal(Nasty nasty) {
    String logfmt = line(new Logfmt(), event("v", nasty.value()));
    assertTrue(logfmt.endsWith(" v=" + nasty.logfmt() + "\n"), logfmt);
    String json = line(new JsonLine(), event("v", nasty.value()));
    assertTrue(json.endsWith(",\"v\":" + nasty.json() + "}\n"), json);
    for (String line : List.of(logfmt, json)) {
      assertTrue(line.strip().codePoints().noneMatch(Character::isISOControl), line);
    }
    Map<?, ?> read = new JsonMapper().readValue(json, Map.class);
    assertEquals(nasty.value(), read.get("v"), "nothing is lost");
  }

  @Test
  void half_a_character_is_replaced() {
    assertTrue(line(new Logfmt(), event("v", "a\ud83db")).endsWith(" v=\"a\ufffdb\"\n"));
  }

  @Test
  void a_key_of_a_library_cannot_forge_a_field() {
    String line = line(new Logfmt(), event("a b=\"c\n", "v"));
    assertTrue(line.endsWith(" a_b__c_=v\n"), line);
  }

  @Test
  void a_key_of_the_line_itself_cannot_be_overwritten() {
    String line = line(new Logfmt(), event("level", "debug", "msg", "forged"));
    assertTrue(line.contains(" level=warn "), line);
    assertTrue(line.contains(" msg=\"probe verdict changed\""), line);
  }

  @Test
  void an_exception_is_a_sentence_and_a_stack_on_the_same_line() {
    LoggingEvent event = event("target", "ns/ksm");
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("bad\nstate")));
    String line = line(new Logfmt(), event);
    assertEquals(1, line.lines().count());
    assertTrue(line.contains(" err=\"java.lang.IllegalStateException: bad\\nstate\""), line);
    assertTrue(line.contains("\\tat io.github.ksmprobe.log.LineEncoderTest"), line);
  }

  @Test
  void a_library_is_named_in_full_and_a_long_value_is_cut() {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            new LoggerContext().getLogger("io.fabric8.kubernetes.client.Watch"),
            Level.ERROR,
            "a".repeat(5_000),
            null,
            null);
    event.setInstant(NOW);
    String line = line(new Logfmt(), event);
    assertTrue(line.contains("level=error logger=io.fabric8.kubernetes.client.Watch "), line);
    assertTrue(line.length() < 2_200 && line.endsWith("a…\n"), line);
  }
}
