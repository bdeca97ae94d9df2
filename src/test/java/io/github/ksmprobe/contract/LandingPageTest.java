package io.github.ksmprobe.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LandingPageTest {

  private static final KsmVersion VERSION = new KsmVersion(2, 14, 0);

  static List<LandingPage> pages() {
    return Stream.concat(LandingPage.OWN.stream(), LandingPage.TOOLKIT.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_recognised_by_what_it_prints(LandingPage page) {
    assertEquals(
        Set.of(page.listener()), Contracts.KUBE_STATE_METRICS.landingPageOf(page.html(VERSION)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pprof's overview | <html><head><title>/debug/pprof/</title></head><body>/debug/pprof/<br></body></html>
          another exporter | <html><head><title>Node Exporter</title></head><body><h1>Node Exporter</h1></body></html>
          the toolkit's page of another program | <title>kube-state-metrics</title><h1>kube-state-metrics</h1><h2>Something else</h2>
          the title alone | <title>kube-state-metrics</title>
          no HTML | OK
          """)
  void html_alone_is_no_landing_page(String what, String html) {
    assertEquals(Set.of(), Contracts.KUBE_STATE_METRICS.landingPageOf(html), what);
  }

  @Test
  void pages_from_2_9_print_the_version_and_older_ones_do_not() {
    assertEquals(
        Optional.of("v2.14.0"),
        LandingPage.versionIn(LandingPage.TOOLKIT.getFirst().html(VERSION)));
    assertEquals(Optional.empty(), LandingPage.versionIn(LandingPage.OWN.getFirst().html(VERSION)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "<div>Version: (version=v2.13.0, branch=, revision=abc)</div> | v2.13.0",
        "<div>Version: (version=2.13.0-r1)</div> | 2.13.0-r1",
        "<div>Version: (version=, branch=, revision=unknown)</div> | none",
        "<div>Version: (version=v2.13.0 | v2.13.0",
        "<div>Version: unknown</div> | none"
      })
  void the_version_stands_between_its_mark_and_the_next_comma(String html, String version) {
    assertEquals(version, LandingPage.versionIn(html).orElse("none"));
  }
}
