package io.github.ksmprobe;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Text that would take over a terminal or a CI job, in each field of a manifest, in a configuration
 * and behind flags: nothing of it leaves the program as it is.
 */
@Timeout(600)
class EscapedOutputTest {

  private static final String HOSTILE =
      "x\u001b[31m\u009b2J\u0007\u007f\u202e\u2066\u061c\u200b\u200f\ufeff\u00ad\u2028\u2029\u0085"
          + "\r\n::error::x\n \u00a0::error::y\t##[error]z ##vso[task.complete]z \ud83d\ude00 "
          + "z".repeat(5_000);

  /** Written here anew, so that what the program takes for harmless is not asked. */
  private static final Pattern RAW =
      Pattern.compile(
          "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u00ad\\u200b-\\u200f\\u2028-\\u202e"
              + "\\u2060-\\u206f\\ufeff]");

  private static final Pattern COMMAND = Pattern.compile("(?m)^[ \\u00a0]*::|##\\[|##vso\\[");

  private static final int LONGEST_LINE = 2_001;

  /** Each {@code @} is a field. */
  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod",
       "metadata": {"name": "@", "namespace": "@", "labels": {"@": "@"}},
       "status": {"podIP": "@"},
       "spec": {"hostNetwork": "@", "containers": [
         {"name": "@", "image": "@/kube-state-metrics:v2.14.0", "command": ["@"],
          "args": ["--host=@", "--port=@", "@"],
          "env": [{"name": "@", "value": "@"}, {"name": "x", "valueFrom": {"secretKeyRef": {"name": "@"}}}],
          "ports": [{"name": "@", "containerPort": "@"}],
          "livenessProbe": {"periodSeconds": "@", "httpGet": {"path": "/livez", "port": "@"}},
          "readinessProbe": {"httpGet": {"path": "/@", "port": 8080, "scheme": "@", "host": "@",
            "httpHeaders": [{"name": "@", "value": "@"}]}}},
         {"name": "@", "image": "proxy", "args": ["--secure-listen-address=@:8443", "--upstream=http://@:8081/"]}]}}
      """;

  @TempDir private Path folder;

  @Test
  void no_field_of_a_manifest_reaches_a_terminal_or_a_ci_job_as_it_is() throws Exception {
    String pods = String.join("\n---\n", eachFieldHostile());
    Path file = Files.writeString(folder.resolve("pods.yaml"), pods, StandardCharsets.UTF_8);
    for (String versions : List.of("", "v2.12.0,v2.14.0")) {
      for (String format : List.of("text", "json", "github")) {
        ChildProgram ended =
            run("check", "-o", format, "--ksm-version=" + versions, file.toString());
        if (versions.isEmpty()) {
          ended = run("check", "-o", format, file.toString());
        }
        assertEquals(2, ended.exitCode(), ended.err());
        harmless(ended.err());
        switch (format) {
          case "json" -> assertFalse(RAW.matcher(ended.out()).find());
          case "github" -> annotations(ended.out());
          default -> harmless(ended.out());
        }
      }
    }
  }

  @Test
  void json_says_exactly_what_the_manifest_says() throws Exception {
    Path file = Files.writeString(folder.resolve("pod.yaml"), eachFieldHostile().getFirst());
    String json = run("check", "-o", "json", file.toString()).out();
    Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(json);
    Map<?, ?> report = (Map<?, ?>) ((List<?>) requireNonNull(root.get("reports"))).getFirst();
    assertEquals(HOSTILE, report.get("name"));
  }

  @Test
  void no_flag_file_name_or_setting_reaches_the_terminal_as_it_is() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"), "log.format: " + quoted(HOSTILE), StandardCharsets.UTF_8);
    Path key =
        Files.writeString(
            folder.resolve("key.yml"), quoted(HOSTILE) + ": 1", StandardCharsets.UTF_8);
    String word = HOSTILE.replace("z".repeat(5_000), "z");
    for (List<String> args :
        List.of(
            List.of("run", "--config.check", "--config.file=" + config),
            List.of("run", "--config.check", "--config.file=" + key),
            List.of(HOSTILE),
            List.of("check", "--" + HOSTILE),
            List.of("check", word),
            List.of("check", "::error::x"),
            List.of("check", "--ksm-version", HOSTILE, "x"),
            List.of("compat", "--chart", HOSTILE),
            List.of("compat", "--chart", "::error::x-1.2.3"),
            List.of("contract", "--ksm-version", HOSTILE),
            List.of("run", "--web.listen-address=" + HOSTILE),
            List.of("probe", "--pod-file=" + word))) {
      ChildProgram ended = run(args.toArray(String[]::new));
      assertEquals(2, ended.exitCode(), args + ended.err());
      harmless(ended.out());
      harmless(ended.err());
    }
  }

  private ChildProgram run(String... args) throws Exception {
    return ChildProgram.run(folder, List.of(), args);
  }

  private static List<String> eachFieldHostile() {
    Matcher fields = Pattern.compile("@").matcher(POD);
    return fields
        .results()
        .map(
            field ->
                // What is not hostile is what Kubernetes takes there.
                (POD.substring(0, field.start()).replace("@", "x")
                        + quoted(HOSTILE).replaceAll("^\"|\"$", "").replace("@", "")
                        + POD.substring(field.end()).replace("@", "x"))
                    .replace("\"containerPort\": \"x\"", "\"containerPort\": 8080")
                    .replace("\"periodSeconds\": \"x\"", "\"periodSeconds\": 5")
                    .replace("\"hostNetwork\": \"x\"", "\"hostNetwork\": false")
                    .replace("\"scheme\": \"x\"", "\"scheme\": \"HTTP\""))
        .toList();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.append('"').toString();
  }

  private static void harmless(String printed) {
    Matcher raw = RAW.matcher(printed);
    assertFalse(raw.find(), () -> "raw: " + (int) raw.group().charAt(0) + " in " + printed);
    assertFalse(COMMAND.matcher(printed).find(), printed);
    printed.lines().forEach(line -> assertTrue(line.length() <= LONGEST_LINE, line));
  }

  private static void annotations(String printed) {
    assertFalse(RAW.matcher(printed).find(), printed);
    assertFalse(Pattern.compile("##\\[|##vso\\[").matcher(printed).find(), printed);
    printed
        .lines()
        .forEach(
            line -> {
              assertTrue(line.matches("::(error|warning|notice) file=[^,]*,title=.*"), line);
              assertTrue(line.length() <= 3 * LONGEST_LINE, line);
            });
  }
}
