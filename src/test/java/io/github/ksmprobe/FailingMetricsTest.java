package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.exposition.Cardinality;
import io.github.ksmprobe.exposition.Exposition;
import io.github.ksmprobe.exposition.Series;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.InternalErrors.Place;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.web.LocalServer;
import io.github.ksmprobe.web.Routes;
import io.github.ksmprobe.web.Routes.Route;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.webconfig.Client;
import io.github.ksmprobe.webconfig.Client.Answer;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@CapturesLog
class FailingMetricsTest {

  @Test
  void metrics_that_cannot_be_written_are_500_each_time_and_one_line_in_the_log()
      throws IOException {
    Exposition metrics =
        new Exposition(new LatestReport(), Series.of(Cardinality.SIDECAR), "test", "", "");
    Supplier<ReloadState> broken =
        () -> {
          throw new IllegalStateException("a bug with a secret in it");
        };
    metrics.show(broken);
    InternalErrors errors = new InternalErrors();
    Routes routes =
        new Routes(
            List.of(
                Route.of(
                    "/metrics",
                    Site.metrics(metrics.handler(bug -> errors.caught(Place.SCRAPE, bug))))));
    try (Logged log = Logged.by(InternalErrors.class);
        WebServer server = LocalServer.start(routes)) {
      for (int i = 0; i < 3; i++) {
        Answer answer = Client.plain(server.address().getPort(), "/metrics");
        assertEquals(500, answer.status());
        assertEquals(
            "Internal error; the log says more.\n",
            answer.text().substring(answer.text().indexOf("\r\n\r\n") + 4));
      }
      assertEquals(
          List.of(
              "error a bug in the exporter was caught; please report it | place=scrape count=1"),
          log.lines());
    }
    assertEquals(3, errors.counts().get(Place.SCRAPE));
  }
}
