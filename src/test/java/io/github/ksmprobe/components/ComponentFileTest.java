package io.github.ksmprobe.components;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.SettingsFile;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Endpoint;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.contract.Opening;
import io.github.ksmprobe.contract.TlsSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentFileTest {

  /** A stranger's, in twenty lines. */
  static final String TWENTY_LINES = stranger("gadget");

  /** Metrics on one port, health on another. */
  private static final String MANAGER = stranger("manager");

  @Test
  void a_file_of_twenty_lines_is_a_component() {
    Component gadget = read(TWENTY_LINES).component();
    assertEquals(20, TWENTY_LINES.lines().count());
    assertEquals("gadget", gadget.program());
    assertEquals(9999, gadget.openings().getFirst().port());
    assertEquals(List.of(new KsmVersion(2, 0, 0)), gadget.changesAfter(new KsmVersion(1, 9, 0)));
    assertEquals("by its changelog", gadget.contracts().getLast().unmeasured().orElseThrow());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          component: gadget | component: Gadget | f.yaml:1: component: write a name of lower-case letters, digits, and . _ - between them
          component: gadget | component: kube-state-metrics | f.yaml:1: component: the program knows it without a file; describe another component
          component: gadget | componant: gadget | 'f.yaml:1: unknown key "componant"; did you mean "component"? Known keys: component, images, labels, program, listener, telemetry, path_flags, metrics, landing_page, newest, versions, build, note'
          component: gadget | newest: 2.0.0 | 'f.yaml:1: key "component" is missing; write, for example, component: node_exporter'
          [gadget-exporter] | [] | f.yaml:2: images: write the last part of each image's name, without registry and tag, as in [node-exporter]
          [gadget-exporter] | [quay.io/gadget] | f.yaml:2: images: write the last part of each image's name, without registry and tag, as in [node-exporter]
          [gadget-exporter] | gadget-exporter | 'f.yaml:2: images must be a list of texts, not "gadget-exporter"'
          ":9999" | 9999 | f.yaml:4: listener.address: write host and port, or the port alone as in ":9100"
          ":9999" | ":99999" | f.yaml:4: listener.address: write host and port, or the port alone as in ":9100"
          address_flag: listen | address_flag: --listen | f.yaml:5: listener.address_flag: write the flag without its dashes
          '{file: web-config}' | sometimes | 'f.yaml:6: listener.tls: write always, never, {file: FLAG} or {switch: FLAG}'
          '{title: Gadget}' | '{heading: Gadget}' | 'f.yaml:7: key "title" is missing; write, for example, title: Node Exporter'
          'landing_page: {title: Gadget}' | 'note: none' | 'f.yaml:13: versions.paths./: say how the page is known; write landing_page: {title: Node Exporter}'
          since: 2.0.0 | since: two | 'f.yaml:15: versions.since: "two" is no version; write 1.9.0'
          since: 2.0.0 | since: 1.0.0 | f.yaml:15: versions.since: it is not later than the row before; write the rows oldest first
          unknown: not_found | unknown: 404 | f.yaml:16: versions.unknown: write landing_page, not_found or forbidden
          known_by: its changelog | change: much | 'f.yaml:15: versions.since: say how this is known: measured: [1.9.0] where builds were asked, else known_by: its go.mod'
          known_by: its changelog | measured: [1.5.0] | f.yaml:17: versions.measured: v1.5.0 is older than this row; put it into an earlier one
          /healthz | healthz | f.yaml:20: versions.paths.healthz: a path begins with a slash; write /healthz
          '{health: fine}' | well | 'f.yaml:20: versions.paths./healthz: write landing_page, metrics, pprof, forbidden, varies, {health: TEXT}, {page: TITLE} or {redirect: PATH}'
          '{health: fine}' | '{health: a, page: b}' | 'f.yaml:20: versions.paths./healthz: write landing_page, metrics, pprof, forbidden, varies, {health: TEXT}, {page: TITLE} or {redirect: PATH}'
          known_by: its changelog | 'known_by: its changelog\n    telemetry: {/healthz: {health: ok}}' | 'f.yaml:18: versions.telemetry: no second listener is described; write telemetry: {address: ":8081"} below listener, too'
          component: gadget | 'component: gadget\nnewest: 1.0.0' | 'f.yaml:2: newest: it is older than v2.0.0 below; correct one of them'
          """)
  void a_mistake_gets_one_sentence_with_line_and_remedy(
      String right, String wrong, String sentence) {
    String text = TWENTY_LINES.replace(right, wrong.replace("\\n", "\n"));
    assertEquals(sentence, assertThrows(InvalidSetting.class, () -> read(text)).getMessage());
  }

  @Test
  void a_second_port_has_flags_tls_and_paths_of_its_own() {
    Component manager = read(MANAGER).component();
    Opening telemetry = manager.opening(Listener.TELEMETRY).orElseThrow();
    assertEquals(8081, telemetry.port());
    assertEquals(Optional.of("health-probe-bind-address"), telemetry.addressFlag());
    assertEquals(new TlsSwitch.Never(), telemetry.tls());
    assertEquals(
        new TlsSwitch.BySwitch("metrics-secure"),
        manager.opening(Listener.MAIN).orElseThrow().tls());
    assertEquals(
        List.of("/healthz", "/readyz"),
        manager.contracts().getFirst().served(Listener.TELEMETRY).stream()
            .map(Endpoint::path)
            .sorted()
            .toList());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          telemetry: {/healthz: {health: ok}, /readyz: {health: ok}} | change: much | 'f.yaml:12: key "telemetry" is missing; write, for example, telemetry: {/healthz: {health: ok}}'
          {/healthz: | {healthz: | f.yaml:16: versions.telemetry.healthz: a path begins with a slash; write /healthz
          ":8081" | ":8443" | f.yaml:8: telemetry.address: listener has that port; write another
          ":8081" | 8081 | f.yaml:8: telemetry.address: write host and port, or the port alone as in ":9100"
          health-probe-bind-address | metrics-bind-address | f.yaml:9: telemetry.address_flag: it moves listener; write the flag that moves this port
          """)
  void a_mistake_in_the_second_port_gets_one_sentence_with_line_and_remedy(
      String right, String wrong, String sentence) {
    String text = MANAGER.replace(right, wrong);
    assertEquals(sentence, assertThrows(InvalidSetting.class, () -> read(text)).getMessage());
  }

  @Test
  void versions_without_a_row_say_nothing() {
    String text = TWENTY_LINES.substring(0, TWENTY_LINES.indexOf("versions:")) + "versions: []\n";
    assertEquals(
        "f.yaml:8: versions: write at least one row, since: 1.9.0 for example",
        assertThrows(InvalidSetting.class, () -> read(text)).getMessage());
  }

  private static String stranger(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/strangers", name + ".yaml"));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static ComponentFile read(String text) {
    return ComponentFile.read(new SettingsFile("f.yaml", text));
  }
}
