package io.github.ksmprobe.deploy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What docs/install.md says to leave out where the API server does not know the Prometheus
 * Operator's types: nothing of them is left.
 */
final class WithoutOperatorTest {

  private static final String OPERATOR = "monitoring.coreos.com/";

  @Test
  void the_flag_for_the_chart_kube_state_metrics() throws IOException {
    Path chart = Path.of("src/test/resources/deploy/charts/kube-state-metrics");
    Path values = Path.of("deploy/helm/values-kube-state-metrics.yaml");
    List<Object> line = List.of("template", "ksm", chart, "--values", values);
    assertLeavesOut(line, documented("extraManifests"));
  }

  @Test
  void the_flags_for_our_chart() throws IOException {
    List<String> flags = documented("podMonitor.enabled", "rules.enabled");
    assertLeavesOut(List.of(Renderings.chartArguments("template", List.of())), flags);
  }

  @Test
  void the_patch_for_a_kustomization() throws IOException {
    String page = Files.readString(Path.of("docs/install.md"));
    Path place = Path.of("target/deploy-test/without-operator");
    String kustomization =
        """
        resources: [../../../src/test/resources/deploy/standard]
        components: [../../../deploy/kustomize/overlays/standard]
        """;
    Files.createDirectories(place);
    Files.writeString(place.resolve("kustomization.yaml"), kustomization);
    assertTrue(RenderingTool.kustomize().print(place).contains(OPERATOR));
    String patch = page.substring(page.indexOf("```yaml\npatches:") + "```yaml\n".length());
    Files.writeString(
        place.resolve("kustomization.yaml"),
        kustomization + patch.substring(0, patch.indexOf("```")));
    assertFalse(RenderingTool.kustomize().print(place).contains(OPERATOR));
  }

  private static void assertLeavesOut(List<Object> line, List<String> flags) {
    assertTrue(RenderingTool.helm().print(line.toArray()).contains(OPERATOR));
    Object[] more = Stream.concat(line.stream(), flags.stream()).toArray();
    assertFalse(RenderingTool.helm().print(more).contains(OPERATOR));
  }

  /** The settings of these values, as the page has them. */
  private static List<String> documented(String... values) throws IOException {
    String page = Files.readString(Path.of("docs/install.md")).replaceAll("\\s+", " ");
    String beginning = page.substring(0, page.indexOf("After any of them"));
    return Stream.of(values)
        .map(value -> Pattern.compile("--set (" + Pattern.quote(value) + "=\\w+)"))
        .map(flag -> flag.matcher(beginning).results().findFirst().orElseThrow())
        .map((MatchResult found) -> "--set=" + found.group(1))
        .toList();
  }
}
