package io.github.ksmprobe.measure;

import static java.util.stream.Collectors.joining;

import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Answer.Connected;
import io.github.ksmprobe.evidence.Answer.NoResponse;
import io.github.ksmprobe.evidence.Answer.NotObservable;
import io.github.ksmprobe.evidence.Answer.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one version of a component answered, path by path, in words that a model can be held to.
 *
 * @param component that was asked
 * @param version of it
 * @param words by path
 */
record ComponentAnswers(Component component, KsmVersion version, Map<String, String> words) {

  static final Path FOLDER = Path.of("src/test/resources/measured/components");

  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");

  static ComponentFile file(String name) {
    return ComponentFiles.bundled().stream()
        .filter(file -> file.component().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Path file(Component component, KsmVersion version) {
    return FOLDER.resolve(component.name() + "-" + version.number() + ".txt");
  }

  /** What any version serves, and what probes ask elsewhere. */
  static List<String> paths(Component component) {
    TreeSet<String> paths =
        new TreeSet<>(
            List.of("/", "/health", "/healthz", "/livez", "/readyz", "/metrics", "/no-such-path"));
    component.endpoints().stream()
        .filter(endpoint -> endpoint.kind() != Endpoint.Kind.VARIES)
        .forEach(endpoint -> paths.add(endpoint.path()));
    return List.copyOf(paths);
  }

  String text() {
    return "# What %s %s answered. Written by tools/measure.%n".formatted(component.name(), version)
        + new TreeMap<>(words)
            .entrySet().stream()
                .map(entry -> "%-16s %s%n".formatted(entry.getKey(), entry.getValue()))
                .collect(joining());
  }

  static String word(Component component, Answer answer) {
    return switch (answer) {
      case NoResponse silence -> silence.cause().name();
      case NotObservable hidden -> hidden.why().name();
      case Connected _ -> "connected";
      case Response response when response.statusCode() != 200 -> "" + response.statusCode();
      case Response response -> content(component, response);
    };
  }

  private static String content(Component component, Response response) {
    String body = response.body().text();
    Matcher title = TITLE.matcher(body);
    if (!component.landingPageOf(body).isEmpty()) {
      return "landing page";
    }
    if (title.find()) {
      return "page " + title.group(1);
    }
    return body.startsWith("# ") && body.contains(component.metricsMark())
        ? "metrics"
        : "text " + (body.length() > 60 ? body.substring(0, 60) : body.strip());
  }
}
