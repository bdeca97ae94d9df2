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

  private static final String KSM = "kube-state-metrics";

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
        Arguments.of(container, "10.0.0.7", KSM).last("port"));
  }

  @Test
  void a_hidden_variable_stays_and_names_its_source() {
    Container container = withEnv(ksm(List.of("--port=80$(PORT)")), secretEnv("PORT"));
    assertEquals(
        Optional.of(new Value("80$(PORT)", Optional.of("Secret ksm"))),
        Arguments.of(container, "", KSM).last("port"));
  }

  @Test
  void flags_of_the_command_count_too_and_arguments_come_after_them() {
    Container container =
        withCommand(ksm(List.of("--port=2")), "/kube-state-metrics", "--port=1", "--host=::1");
    Arguments arguments = Arguments.of(container, "", KSM);
    assertEquals("2", arguments.last("port").orElseThrow().text());
    assertEquals("::1", arguments.last("host").orElseThrow().text());
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "/bin/sh -c | script | SHELL_COMMAND /bin/sh",
        "sh | -c script | SHELL_COMMAND sh",
        "bash -ec | script | SHELL_COMMAND bash",
        "tini -- sh -c | script | SHELL_COMMAND sh",
        "/bin/sh script.sh | -x | STARTER /bin/sh",
        "/kube-state-metrics -c | x | none",
        "'' | sh -c script | ENTRYPOINT sh"
      })
  void a_shell_is_told_by_its_name_and_its_c(String command, String args, String start) {
    assertEquals(start, start(arguments(command, args)));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "/kube-state-metrics | --port=9",
        "kube-state-metrics | --port=9",
        "/usr/bin/kube-state-metrics --port=9 | ''",
        "dumb-init | -- /kube-state-metrics --port=9",
        "/usr/bin/dumb-init -cv --rewrite 15:3 | /kube-state-metrics --port=9",
        "dumb-init --rewrite=15:3 -r 1:2 -- | kube-state-metrics --port=9",
        "/sbin/tini -g -p SIGTERM -e 143 -- | /kube-state-metrics --port=9",
        "tini -gvp SIGTERM /kube-state-metrics | --port=9",
        "tini -pSIGTERM /kube-state-metrics | --port=9",
        "docker-init -s -- /kube-state-metrics | --port=9",
        "catatonit -- /kube-state-metrics | --port=9",
        "/usr/bin/env | /kube-state-metrics --port=9",
        "env -i A=1 --port=8 | /kube-state-metrics --port=9",
        "env - -- A=1 B=2 | /kube-state-metrics --port=9",
        "env -u A --unset B --unset=C -C /tmp A= | /kube-state-metrics --port=9",
        "env -S | /kube-state-metrics --port=9",
        "nice -n 10 | /kube-state-metrics --port=9",
        "nice -10 /kube-state-metrics --port=9 | ''",
        "nice -n10 --adjustment 5 /kube-state-metrics --port=9 | ''",
        "ionice -c 2 -n 7 -t | /kube-state-metrics --port=9",
        "su-exec 65534:65534 | /kube-state-metrics --port=9",
        "gosu nobody | /kube-state-metrics --port=9",
        "setpriv --reuid 65534 --regid=65534 --clear-groups | /kube-state-metrics --port=9",
        "chroot --userspec=1:1 /root | /kube-state-metrics --port=9",
        "timeout -k 5 --foreground 1h | /kube-state-metrics --port=9",
        "timeout -s KILL 10 | /kube-state-metrics --port=9",
        "stdbuf -oL -e 0 | /kube-state-metrics --port=9",
        "nohup | /kube-state-metrics --port=9",
        "chrt -r 10 | /kube-state-metrics --port=9",
        "busybox nice -n 3 | /kube-state-metrics --port=9",
        "tini -- nice -n 5 env A=1 gosu 1:1 | /kube-state-metrics --port=9",
      })
  void the_usual_starters_are_followed_to_the_program(String command, String args) {
    Arguments arguments = arguments(command, args);
    assertEquals("none", start(arguments));
    assertEquals("9", arguments.last("port").map(Value::text).orElse("none"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "env; -S; /kube-state-metrics --port=9 | none | 9",
        "env; -iS; A=1 /kube-state-metrics --port=9 | none | 9",
        "env; -S/kube-state-metrics; --port=9 | none | 9",
        "env; --split-string=nice -n 1 /kube-state-metrics; --port=9 | none | 9",
        "env; -S; /kube-state-metrics '--port=9' | STARTER /kube-state-metrics '--port=9' | none",
        "env; -S | STARTER | none",
      })
  void env_splits_words_as_long_as_nothing_is_quoted(String words, String start, String port) {
    Container container = withCommand(ksm(List.of()), words.split("; "));
    Arguments arguments = Arguments.of(container, "", KSM);
    assertEquals(start, start(arguments).strip());
    assertEquals(port, arguments.last("port").map(Value::text).orElse("none"));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "/start.sh | --port=9 | STARTER /start.sh | 9",
        "/start.sh --port=8 | /kube-state-metrics --port=9 | STARTER /start.sh | 9",
        "/init -- kube-state-metrics | --port=9 | STARTER /init | 9",
        "tini -- /start.sh /kube-state-metrics | --port=9 | STARTER /start.sh | 9",
        "tini -- | '' | STARTER tini | none",
        "timeout 5 | '' | STARTER timeout | none",
        "tini -Z x /kube-state-metrics | --port=9 | STARTER x | 9",
        "/http-prober -command | {\"command\":\"/kube-state-metrics\"} | STARTER /http-prober | none",
        "sleep | 3600 | STARTER sleep | none",
        "/kube-state-metrics.sh | --port=9 | STARTER /kube-state-metrics.sh | 9",
        "$(PROGRAM) | --port=9 | STARTER $(PROGRAM) | 9",
        "/start --app kube-state-metrics | --port=9 | STARTER /start | 9",
        "/start --port=9 --app kube-state-metrics | '' | STARTER /start | 9",
        "/start --port=9 --config /etc/kube-state-metrics | '' | STARTER /start | 9",
        "'' | /kube-state-metrics --port=9 | ENTRYPOINT /kube-state-metrics | 9",
        "'' | -- /kube-state-metrics --port=9 | ENTRYPOINT /kube-state-metrics | 9",
        "'' | -g /kube-state-metrics --port=9 | ENTRYPOINT /kube-state-metrics | 9",
        "'' | dumb-init -- kube-state-metrics --port=9 | ENTRYPOINT kube-state-metrics | 9",
        "'' | serve --port=9 | ENTRYPOINT serve | 9",
        "'' | --port=9 | none | 9",
        "'' | --namespaces kube-state-metrics --port=9 | none | 9",
        "'' | --config /etc/kube-state-metrics --port=9 | none | 9",
        "'' | '' | none | none",
      })
  void what_cannot_be_followed_is_taken_for_granted_and_said(
      String command, String args, String start, String port) {
    Arguments arguments = arguments(command, args);
    assertEquals(start, start(arguments));
    assertEquals(port, arguments.last("port").map(Value::text).orElse("none"));
  }

  private static String start(Arguments arguments) {
    return arguments.start().map(one -> one.kind() + " " + one.subject()).orElse("none");
  }

  private static Arguments arguments(String command, String args) {
    Container plain = ksm(args.isEmpty() ? List.of() : Arrays.asList(args.split(" ")));
    Container container = command.isEmpty() ? plain : withCommand(plain, command.split(" "));
    return Arguments.of(container, "", KSM);
  }

  private static Arguments arguments(String... words) {
    return Arguments.of(ksm(Arrays.asList(words)), "", KSM);
  }
}
