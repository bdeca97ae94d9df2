package io.github.ksmprobe;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.exposition.Exposition;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.round.Rounds;
import io.github.ksmprobe.round.Targets;
import io.github.ksmprobe.web.Site;
import io.github.ksmprobe.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Prober, rounds, metrics and pages, wired together and running. */
final class Sidecar implements AutoCloseable {

  // With the default interval main /metrics is asked once a minute.
  private static final int METRICS_BEAT = 4;

  private final VertxProber prober;
  private final Rounds rounds;
  private final WebServer web;

  private Sidecar(VertxProber prober, Rounds rounds, WebServer web) {
    this.prober = prober;
    this.rounds = rounds;
    this.web = web;
  }

  /**
   * Starts: the web server first, so that a taken port is known before anything is asked.
   *
   * @throws InvalidSetting if the address cannot be listened on
   */
  static Sidecar start(Settings settings, Targets targets) {
    LatestReport latest = new LatestReport();
    Build build = Build.read();
    Exposition metrics = new Exposition(latest, build.version(), build.revision(), build.branch());
    Site site = new Site(latest, metrics.handler(), new TextFormat(Paint.NONE), new JsonFormat());
    WebServer web = listen(settings.listen(), site);
    VertxProber prober = new VertxProber();
    Round round = new Round(prober, settings.timeout(), deadline(settings), METRICS_BEAT);
    Rounds rounds =
        new Rounds(
            targets, round, settings.interval(), Clock.systemUTC(), List.of(metrics, latest));
    rounds.start();
    return new Sidecar(prober, rounds, web);
  }

  /** One round now, without pages. */
  static io.github.ksmprobe.round.Report once(Settings settings, Targets targets) {
    try (VertxProber prober = new VertxProber();
        Rounds rounds =
            new Rounds(
                targets,
                new Round(prober, settings.timeout(), deadline(settings), 1),
                settings.interval(),
                Clock.systemUTC(),
                List.of())) {
      return rounds.once();
    }
  }

  /** Where the pages are. */
  InetSocketAddress address() {
    return web.address();
  }

  private static Duration deadline(Settings settings) {
    return settings.interval();
  }

  private static WebServer listen(ListenAddress address, Site site) {
    try {
      return WebServer.start(resolved(address), site.handlers());
    } catch (UnknownHostException unknown) {
      throw new InvalidSetting("--web.listen-address: host " + address.host() + " is not known");
    } catch (IOException taken) {
      throw new InvalidSetting(
          "cannot listen on "
              + address
              + ": "
              + taken.getMessage()
              + "; choose another with --web.listen-address");
    }
  }

  private static InetSocketAddress resolved(ListenAddress address) throws UnknownHostException {
    return address.host().isEmpty()
        ? new InetSocketAddress(address.port())
        : new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
  }

  @Override
  public void close() {
    rounds.close();
    prober.close();
    web.close();
  }
}
