package io.github.ksmprobe.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractsTest {

  /**
   * Eras: 2.0-2.8, 2.9-2.12, 2.13, 2.14-2.15, 2.16-2.18, 2.19 and newer. R is a real handler, L the
   * landing page, - is 404, a path is a redirect.
   */
  private static final String TABLE =
      """
      main      /                 L L L L L L
      main      /metrics          R R R R R R
      main      /healthz          R R R R R R
      main      /livez            L L R R R R
      main      /readyz           L L L - - -
      main      /debug/pprof/     R R R R R -
      main      /debug/pprof/heap R R R R R -
      main      /debug/pprof      /debug/pprof/ /debug/pprof/ /debug/pprof/ /debug/pprof/ /debug/pprof/ -
      main      /no-such-path     L L L - - -
      main      /index.html       L L L - - -
      main      /-/healthy        L L L - - -
      main      /livez/           L L L - - -
      main      /Livez            L L L - - -
      main      /readyz/          L L L - - -
      main      /healthz/         L L L - - -
      main      /metrics/         L L L - - -
      main      /livez?verbose    L L R R R R
      main      /livez?           L L R R R R
      main      /%6civez          L L R R R R
      main      /livez%2F         L L L - - -
      main      //livez           /livez /livez /livez /livez /livez /livez
      main      //livez?verbose   /livez?verbose /livez?verbose /livez?verbose /livez?verbose /livez?verbose /livez?verbose
      main      /a/../livez       /livez /livez /livez /livez /livez /livez
      main      /?x=1             L L L L L L
      telemetry /                 L L L L L L
      telemetry /metrics          R R R R R R
      telemetry /healthz          L L L - - -
      telemetry /livez            L L L - - -
      telemetry /readyz           L L R R R R
      telemetry /readyz/          L L L - - -
      telemetry /Readyz           L L L - - -
      telemetry /readyz?verbose   L L R R R R
      telemetry /debug/pprof/     L L L - - R
      telemetry /debug/pprof      L L L - - /debug/pprof/
      telemetry /no-such-path     L L L - - -
      telemetry //readyz          /readyz /readyz /readyz /readyz /readyz /readyz
      """;

  private static final List<List<String>> ERAS =
      List.of(
          List.of("2.0.0", "2.1.1", "2.4.2", "2.8.2"),
          List.of("2.9.0", "2.10.1", "2.11.0", "2.12.0"),
          List.of("2.13.0"),
          List.of("2.14.0", "2.15.0"),
          List.of("2.16.0", "2.17.0", "2.18.0"),
          List.of("2.19.0", "2.19.1", "2.20.0", "2.21.0"));

  @TestFactory
  Stream<DynamicTest> each_path_goes_where_the_release_takes_it() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      List<String> cells = List.of(line.strip().split(" +"));
      Listener listener = cells.get(0).equals("main") ? Listener.MAIN : Listener.TELEMETRY;
      for (int era = 0; era < ERAS.size(); era++) {
        String expected = cells.get(2 + era);
        for (String version : ERAS.get(era)) {
          tests.add(
              DynamicTest.dynamicTest(
                  version + " " + cells.get(0) + " " + cells.get(1) + " is " + expected,
                  () -> assertEquals(expected, went(version, listener, cells.get(1)))));
        }
      }
    }
    return tests.stream();
  }

  private static String went(String version, Listener listener, String target) {
    return switch (contract(version).route(listener, target)) {
      case Route.Serves(Endpoint endpoint) -> endpoint.equals(Endpoint.LANDING_PAGE) ? "L" : "R";
      case Route.CatchAll() -> "L";
      case Route.Forbidden _ -> "F";
      case Route.NotFound() -> "-";
      case Route.Redirects(String location) -> location;
    };
  }

  @Test
  void there_are_34_releases_each_with_a_contract() {
    assertEquals(34, Contracts.releases().size());
    assertEquals(Contracts.releases(), Contracts.releases().stream().sorted().distinct().toList());
    Contracts.releases()
        .forEach(
            release ->
                assertEquals(
                    ContractMatch.Known.class,
                    Contracts.of(release).getClass(),
                    release::toString));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1.9.8, Older",
    "0.1.0, Older",
    "2.0.0, Known",
    "2.13.7, Known",
    "2.20.0, Known",
    "2.20.1, Newer",
    "2.21.0, Newer",
    "3.0.0, Newer"
  })
  void what_lies_beyond_the_table_is_an_answer_of_its_own(String version, String kind) {
    assertEquals(kind, Contracts.of(version(version)).getClass().getSimpleName());
  }

  @Test
  void a_newer_version_is_judged_by_the_newest_contract() {
    assertEquals(Contracts.all().getLast(), contract("2.33.0"));
  }

  @Test
  void an_older_or_unreadable_version_has_no_contract() {
    assertEquals(true, Contracts.of(version("1.9.8")).contract().isEmpty());
    assertEquals(true, new ContractMatch.Unreadable("x").contract().isEmpty());
    assertEquals(true, new ContractMatch.Unreadable("x").version().isEmpty());
  }

  @ParameterizedTest(name = "after {0}: {1}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "2.0.0 | v2.9.0 v2.13.0 v2.14.0 v2.16.0 v2.19.0",
        "2.12.0 | v2.13.0 v2.14.0 v2.16.0 v2.19.0",
        "2.13.0 | v2.14.0 v2.16.0 v2.19.0",
        "2.14.0 | v2.16.0 v2.19.0",
        "2.18.0 | v2.19.0",
        "2.19.0 | ''",
        "2.20.0 | ''"
      })
  void the_changes_that_lie_ahead_are_known(String version, String changes) {
    assertEquals(
        changes,
        String.join(
            " ",
            Contracts.changesAfter(version(version)).stream().map(KsmVersion::toString).toList()));
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "2.15.0, MAIN, /metrics, false",
    "2.16.0, MAIN, /metrics, true",
    "2.16.0, TELEMETRY, /metrics, true",
    "2.16.0, MAIN, /healthz, false",
    "2.16.0, MAIN, /livez, false",
    "2.18.0, MAIN, /debug/pprof/, false",
    "2.19.0, TELEMETRY, /debug/pprof/, true",
    "2.20.0, TELEMETRY, /readyz, false",
    "2.20.0, MAIN, /, false"
  })
  void auth_filter_guards_metrics_and_late_pprof_only(
      String version, Listener listener, String path, boolean guarded) {
    Endpoint endpoint =
        Endpoint.ofKubeStateMetrics().stream()
            .filter(one -> one.path().equals(path))
            .findFirst()
            .orElseThrow();
    assertEquals(guarded, contract(version).guards(listener, endpoint));
  }

  @Test
  void only_livez_depends_on_the_api_server() {
    assertEquals(
        List.of(Endpoint.LIVEZ),
        Endpoint.ofKubeStateMetrics().stream()
            .filter(endpoint -> endpoint.dependency() == Endpoint.Dependency.API_SERVER)
            .toList());
    assertEquals(Endpoint.Dependency.OWN_METRICS, Endpoint.READYZ.dependency());
  }

  private static Contract contract(String version) {
    return Contracts.of(version(version)).contract().orElseThrow();
  }

  private static KsmVersion version(String text) {
    return KsmVersion.parse(text).orElseThrow();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0.1.0, true",
    "0.5.0, true",
    "0.0.9, false",
    "0.6.0, false",
    "1.0.0, true",
    "1.9.8, true",
    "1.10.0, false",
    "2.0.0, true",
    "2.99.0, true",
    "3.0.0, false",
    "4.16.0, false",
    "2024.10.1, false",
  })
  void a_release_that_cannot_be_is_another_products(String version, boolean may) {
    assertEquals(may, Contracts.mayHave(KsmVersion.parse(version).orElseThrow()));
  }
}
