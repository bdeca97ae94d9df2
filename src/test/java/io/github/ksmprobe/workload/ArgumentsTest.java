package io.github.ksmprobe.workload;

import static io.github.ksmprobe.Fixtures.env;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.podIpEnv;
import static io.github.ksmprobe.Fixtures.secretEnv;
import static io.github.ksmprobe.Fixtures.withCommand;
import static io.github.ksmprobe.Fixtures.withEnv;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.workload.Arguments.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "--port=8080 | 8080",
        "--port 8080 | 8080",
        "--port=1 --port=2 | 2",
        "--port=1 --port 2 | 2",
        "--port 1 --port=2 | 2",
        "--port= | ''",
        "--telemetry-port=1 | none",
        "--portly=1 | none",
        "-port=1 | none",
        "--port | none",
        "--port=1 -- --port=2 | 1",
      })
  void a_flag_has_its_value_in_either_spelling_and_the_last_one_wins(String line, String value) {
    assertEquals(value, arguments(line.split(" ")).last("port").map(Value::text).orElse("none"));
  }

  @Test
  void all_values_of_a_repeated_flag_are_kept_in_order() {
    assertEquals(
        List.of("/a", "/b,/c"),
        arguments("--ignore-paths=/a", "--x", "--ignore-paths", "/b,/c")
            .all("ignore-paths")
            .stream()
            .map(Value::text)
            .toList());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "--auth-filter, true",
    "--auth-filter=true, true",
    "--auth-filter=1, true",
    "--auth-filter=false, false",
    "--auth-filter --auth-filter=false, false",
    "--auth-filter=nonsense, false",
    "-- --auth-filter, false",
    "--port=1, false"
  })
  void a_switch_is_on_alone_or_with_a_true_value(String line, boolean on) {
    assertEquals(on, arguments(line.split(" ")).isOn("auth-filter"));
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "$(PORT), 9090",
    "a$(PORT)b, a9090b",
    "$(PORT)$(PORT), 90909090",
    "$$(PORT), $(PORT)",
    "$$$(PORT), $9090",
    "$(NOWHERE), $(NOWHERE)",
    "$PORT, $PORT",
    "$(PORT, $(PORT",
    "$(IP), 10.0.0.7",
    "$(TWICE), second"
  })
  void variables_are_expanded_as_kubernetes_does(String text, String expanded) {
    Container container =
        withEnv(
            ksm(List.of("--port=" + text)),
            env("PORT", "9090"),
            podIpEnv("IP"),
            env("TWICE", "first"),
            env("TWICE", "second"));
    assertEquals(
        Optional.of(new Value(expanded, Optional.empty())),
        Arguments.of(container, "10.0.0.7").last("port"));
  }

  @Test
  void a_hidden_variable_stays_and_names_its_source() {
    Container container = withEnv(ksm(List.of("--port=80$(PORT)")), secretEnv("PORT"));
    assertEquals(
        Optional.of(new Value("80$(PORT)", Optional.of("Secret ksm"))),
        Arguments.of(container, "").last("port"));
  }

  @Test
  void flags_of_the_command_count_too_and_arguments_come_after_them() {
    Container container =
        withCommand(ksm(List.of("--port=2")), "/kube-state-metrics", "--port=1", "--host=::1");
    Arguments arguments = Arguments.of(container, "");
    assertEquals("2", arguments.last("port").orElseThrow().text());
    assertEquals("::1", arguments.last("host").orElseThrow().text());
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "/bin/sh -c | script | true",
        "sh | -c script | true",
        "bash -ec | script | true",
        "/bin/sh script.sh | -x | false",
        "/kube-state-metrics -c | x | false",
        "'' | sh -c script | false"
      })
  void a_shell_is_told_by_its_name_and_its_c(String command, String args, boolean shell) {
    Container plain = ksm(Arrays.asList(args.split(" ")));
    Container container = command.isEmpty() ? plain : withCommand(plain, command.split(" "));
    assertEquals(shell, Arguments.of(container, "").isShellScript());
  }

  private static Arguments arguments(String... words) {
    return Arguments.of(ksm(Arrays.asList(words)), "");
  }
}
