package io.github.ksmprobe.docs;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.IdleLauncher;
import io.github.ksmprobe.cli.ConfigurationKeys;
import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.components.ComponentFile;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.configfile.SettingsFile;
import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Scraped;
import io.github.ksmprobe.targets.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the reference pages to the code; {@code make docs} writes them anew. */
class ReferenceDocsTest {

  private static final Path DOCS = Path.of("docs");

  @Test
  void verdicts_page_is_what_the_code_says() throws IOException {
    hold("verdicts.md", ReferenceDocs.verdicts());
  }

  @Test
  void compatibility_page_is_what_the_code_says() throws IOException {
    hold("compatibility.md", ReferenceDocs.compatibility());
  }

  @Test
  void flags_page_is_what_the_code_says() throws IOException {
    Manifests none = file -> new Manifests.Loaded(List.of(), 0, List.of());
    Formats formats = _ -> _ -> "";
    hold(
        "flags.md",
        ReferenceDocs.flags(
            RootCommand.commandLine(
                new IdleLauncher(), (_, _) -> Map.of(), none, _ -> List.of(), formats)));
  }

  @Test
  void configuration_page_has_every_key_with_an_example() throws IOException {
    assertEquals(
        ConfigurationDocs.EXAMPLES.keySet(),
        ConfigurationDocs.keys().stream().map(ConfigurationKeys.Key::name).collect(toSet()));
    hold("configuration.md", ConfigurationDocs.page(ConfigurationDocs.keys()));
  }

  @Test
  void metrics_page_is_what_the_code_exports() throws IOException {
    hold("metrics.md", MetricsDocs.page(Scraped.ofEverything(Cardinality.SIDECAR).snapshots()));
  }

  @Test
  void components_page_names_every_component_and_an_example_that_is_read() throws IOException {
    String example = Files.readString(Path.of("src/test/resources/strangers/gadget.yaml"));
    assertEquals(
        "gadget", ComponentFile.read(new SettingsFile("gadget.yaml", example)).component().name());
    hold(
        "components.md",
        ComponentDocs.page(ComponentFiles.bundled(), ReferenceDocs.GENERATED, example));
  }

  @Test
  void policy_page_is_what_the_api_server_sees() throws IOException {
    hold("policy.md", PolicyDocs.page(ReferenceDocs.GENERATED));
  }

  private static void hold(String page, String expected) throws IOException {
    Path file = DOCS.resolve(page);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(file, expected);
    }
    assertEquals(
        expected,
        Files.exists(file) ? Files.readString(file) : "",
        "docs/" + page + " is not what the code says; run 'make docs' and commit it");
  }
}
