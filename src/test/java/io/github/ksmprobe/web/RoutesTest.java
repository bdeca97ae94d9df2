package io.github.ksmprobe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  private static final Routes ROUTES =
      new Routes(
          List.of(
              route("/"),
              route("/metrics"),
              route("/-/healthy"),
              route("/targets/*/*"),
              route("/api/v1/targets/*/*/history")));

  private static Routes.Route route(String path) {
    return Routes.Route.of(path, (_, _) -> Page.text(200, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /                                  | found
          /metrics                           | found
          /metrics/                          | 404
          /metricsfoo                        | 404
          /Metrics                           | 404
          /%6detrics                         | 404
          //metrics                          | 404
          /-/healthy                         | found
          /-/healthy/x                       | 404
          /targets/a/b                       | found a b
          /targets/a                         | 404
          /targets/a/                        | 404
          /targets//b                        | 404
          /targets/a/b/                      | 404
          /targets/a/b/c                     | 404
          /targets/%61/b%2Fc                 | found a b/c
          /targets/a+b/%C3%A4                | found a+b ä
          /targets/a/%3Cscript%3E            | found a <script>
          /targets/a/%                       | 404
          /targets/a/%4                      | 404
          /targets/a/%zz                     | 404
          /targets/a/%FF                     | 404
          /targets/../metrics                | found .. metrics
          /api/v1/targets/a/b/history        | found a b
          /api/v1/targets/a/b/historyx       | 404
          """)
  void a_path_is_matched_whole_and_exactly(String path, String expected) {
    assertEquals(
        expected,
        ROUTES
            .find(path)
            .map(match -> ("found " + String.join(" ", match.variables())).strip())
            .orElse("404"));
  }
}
