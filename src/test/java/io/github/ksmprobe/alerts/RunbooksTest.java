package io.github.ksmprobe.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alert leads to a runbook that can be used at three in the morning. */
class RunbooksTest {

  private static final Path RUNBOOKS = Path.of("docs/runbooks");
  private static final String BASE =
      "https://github.com/ksmprobe/ksm-probe-exporter/blob/main/docs/runbooks/";
  private static final List<String> SECTIONS =
      List.of("Meaning", "Impact", "Diagnosis", "Mitigation");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]+)\\n(.*?)(?=^## |\\z)");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

  static Stream<Alert> alerts() {
    return Alert.all().stream();
  }

  static Stream<Path> runbooks() throws IOException {
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void every_runbook_has_its_alert() throws IOException {
    Set<String> alerts = alerts().map(alert -> alert.name() + ".md").collect(Collectors.toSet());

    assertEquals(
        alerts, runbooks().map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void every_link_leads_to_the_runbook_of_that_alert(Alert alert) throws IOException {
    String url = alert.annotation("runbook_url");

    assertTrue(url.startsWith(BASE), url);
    Path file = RUNBOOKS.resolve(url.substring(BASE.length()));
    assertTrue(Files.readString(file).startsWith("# " + alert.name() + "\n"), file.toString());
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void no_section_is_missing_or_empty(Path file) throws IOException {
    List<String> found =
        SECTION.matcher(Files.readString(file)).results().map(one -> one.group(1)).toList();
    assertEquals(SECTIONS, found);

    Matcher section = SECTION.matcher(Files.readString(file));
    while (section.find()) {
      assertTrue(section.group(2).strip().length() > 60, file + ": " + section.group(1));
      if (section.group(1).equals("Diagnosis")) {
        assertTrue(section.group(2).contains("```\nk"), "commands to paste");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runbooks")
  void links_between_pages_lead_somewhere(Path file) throws IOException {
    Matcher link = LINK.matcher(Files.readString(file));
    while (link.find()) {
      assertTrue(Files.exists(RUNBOOKS.resolve(link.group(1))), file + ": " + link.group(1));
    }
  }
}
