package io.github.ksmprobe.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.charts.Eras;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One week's answers, recorded: which releases are new, and what the pull request says of them. */
class FreshnessTest {

  private static final Path RECORDED = Path.of("src/test/resources/freshness");

  private final Freshness freshness;

  FreshnessTest() throws IOException {
    freshness =
        new Freshness(
            RECORDED.resolve("asked"), RECORDED.resolve("charts"), RECORDED.resolve("measured"));
  }

  @Test
  void only_releases_that_the_tables_do_not_have_are_news() {
    assertEquals(
        """
        release 2.19.2
        release 2.99.0
        chart kube-state-metrics 98.0.0
        umbrella kube-prometheus-stack 99.0.0
        """,
        freshness.news().lines());
  }

  @Test
  void the_pull_request_says_what_was_measured_and_which_verdicts_change() throws IOException {
    assertEquals(
        """
        ## kube-state-metrics v2.19.2

        Answers as the model does, in every situation that was measured.

        ## kube-state-metrics v2.99.0

        Answers otherwise than the model: a row in contract/Contracts is needed.

        ```diff
        - main /readyz 404 404 404 404 404 404 404 404 400 PLAIN_HTTP 401-basic CERTIFICATE_REQUIRED
        + main /readyz OK 404 404 404 404 404 404 404 400 PLAIN_HTTP 401-basic CERTIFICATE_REQUIRED
        ```

        ## Chart kube-state-metrics 98.0.0

        ```
        Chart 98.0.0 renders another pod. A new era:
          layout PROBED_BY_NAME, proxied LET_THROUGH_BY_NAME, startup none, liveness /livez, readiness /readyz on main
          default: + kube-state-metrics readiness asks HTTP port http /readyz
          default: - kube-state-metrics readiness asks HTTP port metrics /readyz
        ```

        Verdicts that change from %s:

        | values | probe | so far | from now on |
        |---|---|---|---|
        | default | kube-state-metrics readiness | ok (success) | wrong_port (failure) |

        - kube-prometheus-stack-99.0.0 brings chart 8.9.*
        """
            .formatted(Eras.newest()),
        freshness.text());
  }
}
