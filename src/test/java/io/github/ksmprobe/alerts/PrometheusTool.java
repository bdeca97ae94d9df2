package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that tests call: from PATH, else from its Debian package, unpacked under target/. Where
 * it cannot be had the test is skipped with the reason; in CI that is a failure.
 *
 * @param path of the executable
 */
public record PrometheusTool(Path path) {

  /**
   * What a run left behind.
   *
   * @param exitCode 0 if all is well
   * @param text standard output and standard error together
   */
  public record Outcome(int exitCode, String text) {}

  /** prometheus, promtool, alertmanager or amtool. */
  public static synchronized PrometheusTool named(String name) {
    Outcome found = run(Map.of(), List.of("tools/get-debian", name));
    if (found.exitCode() == 0) {
      return new PrometheusTool(Path.of(found.text().strip()));
    }
    return "true".equals(System.getenv("CI")) ? fail(found.text()) : abort(found.text());
  }

  /** Runs it to its end. */
  public Outcome run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    return run(Map.of(), command);
  }

  /** Runs any program to its end, with these variables on top of the environment. */
  static Outcome run(Map<String, String> environment, List<String> command) {
    // Into a file: two pipes would have to be drained side by side.
    try {
      Path output = Files.createTempFile("tool", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      int exitCode = builder.start().waitFor();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      return new Outcome(exitCode, text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", stopped);
    }
  }
}
