package io.github.ksmprobe.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A program that renders manifests, from PATH or target/tools. Where it is missing, tests that need
 * it are skipped on a developer's machine and fail in CI.
 */
record RenderingTool(List<String> command) {

  private static final Path BUILT = Path.of("target", "tools");

  static RenderingTool helm() {
    return find("helm")
        .map(path -> new RenderingTool(List.of(path)))
        .orElseGet(() -> missing("helm"));
  }

  /** kustomize itself, or the one in kubectl. */
  static RenderingTool kustomize() {
    return find("kustomize")
        .map(path -> new RenderingTool(List.of(path, "build")))
        .or(() -> find("kubectl").map(path -> new RenderingTool(List.of(path, "kustomize"))))
        .orElseGet(() -> missing("kustomize"));
  }

  /** What it did. */
  record Ran(int code, String out, String err) {}

  /** Runs it to its end, which must be a good one, and returns what it printed. */
  String print(Object... arguments) {
    Ran ran = run(arguments);
    if (ran.code() != 0) {
      throw new AssertionError(command + Arrays.toString(arguments) + ": " + ran.err());
    }
    return ran.out();
  }

  /** Runs it to its end. */
  Ran run(Object... arguments) {
    List<String> line = new ArrayList<>(command);
    Arrays.stream(arguments).map(Object::toString).forEach(line::add);
    try {
      Path out = Files.createTempFile("tool", ".out");
      Path err = Files.createTempFile("tool", ".err");
      Process process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " did not end within a minute");
      }
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      String complained = Files.readString(err, StandardCharsets.UTF_8);
      Files.delete(out);
      Files.delete(err);
      return new Ran(process.exitValue(), printed, complained);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static Optional<String> find(String name) {
    List<Path> places = new ArrayList<>();
    places.add(BUILT);
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Arrays.stream(path.split(":"))
        .filter(place -> !place.isEmpty())
        .map(Path::of)
        .forEach(places::add);
    return places.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isExecutable)
        .map(file -> file.toAbsolutePath().toString())
        .findFirst();
  }

  private static RenderingTool missing(String name) {
    String sentence = name + " is missing: run tools/get-go-tool " + name;
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(sentence);
    }
    throw new TestAbortedException(sentence);
  }
}
