package io.github.ksmprobe;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.ReloadState;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.exposition.Exposition;
import io.github.ksmprobe.exposition.RoundMetrics;
import io.github.ksmprobe.exposition.Series;
import io.github.ksmprobe.format.DebugFormat;
import io.github.ksmprobe.format.HistoryFormat;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.history.ChangeLog;
import io.github.ksmprobe.history.History;
import io.github.ksmprobe.lifecycle.Closing;
import io.github.ksmprobe.log.InternalErrors;
import io.github.ksmprobe.log.InternalErrors.Place;
import io.github.ksmprobe.pages.LifecycleApi;
import io.github.ksmprobe.pages.Site;
import io.github.ksmprobe.prober.BearerTokenFile;
import io.github.ksmprobe.prober.VertxProber;
import io.github.ksmprobe.round.ConcurrencyLimit;
import io.github.ksmprobe.round.LatestReport;
import io.github.ksmprobe.round.OnDemand;
import io.github.ksmprobe.round.Prober;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.round.ReportSink;
import io.github.ksmprobe.round.Round;
import io.github.ksmprobe.round.Rounds;
import io.github.ksmprobe.round.Spread;
import io.github.ksmprobe.targets.ApiUse;
import io.github.ksmprobe.targets.Targets;
import io.github.ksmprobe.web.Guard;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.webconfig.WebConfigFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Prober, rounds, metrics and pages, wired together and running. */
public final class Sidecar implements AutoCloseable {

  // With the default interval main /metrics is asked once a minute.
  private static final int METRICS_EVERY = 4;

  private final VertxProber prober;
  private final Round round;
  private final Rounds rounds;
  private final WebServer web;

  private Sidecar(VertxProber prober, Round round, Rounds rounds, WebServer web) {
    this.prober = prober;
    this.round = round;
    this.rounds = rounds;
    this.web = web;
  }

  /** One whose settings never change. */
  static Sidecar start(Settings settings, Targets targets) {
    ReloadState once = new ReloadState(true, Instant.now());
    return start(
        settings,
        targets,
        Optional.empty(),
        LifecycleApi.fixed(deadline(settings)),
        () -> once,
        new InternalErrors());
  }

  /**
   * Starts: the web server first, so that a taken port is known before anything is asked.
   *
   * @param api what is asked of the API server, for the metrics
   * @param control what the pages can have done
   * @param reloads how that went, for the metrics
   * @param errors takes what must not end anything
   * @throws InvalidSetting if the address cannot be listened on
   */
  static Sidecar start(
      Settings settings,
      Targets targets,
      Optional<ApiUse> api,
      LifecycleApi control,
      Supplier<ReloadState> reloads,
      InternalErrors errors) {
    LatestReport latest = new LatestReport();
    Build build = Build.read();
    Exposition metrics =
        new Exposition(
            latest, Series.of(settings), build.version(), build.revision(), build.branch());
    api.ifPresent(metrics::show);
    metrics.show(reloads);
    metrics.show(errors);
    ConcurrencyLimit limit = limit(settings);
    Consumer<Throwable> bugs = bug -> errors.caught(Place.SCRAPE, bug);
    VertxProber prober = prober(settings, limit);
    Round round = round(settings, prober, METRICS_EVERY);
    History history = new History();
    OnDemand onDemand = new OnDemand(targets, round, Clock.systemUTC(), limit);
    Site site =
        new Site(
            latest,
            history,
            metrics.handler(bugs),
            onDemand,
            control,
            formats(settings),
            settings.component());
    WebServer web;
    try {
      web = listen(settings, site, bugs);
    } catch (InvalidSetting unusable) {
      prober.close();
      throw unusable;
    }
    List<ReportSink> sinks = List.of(metrics, history, latest, new ChangeLog(history));
    Spread spread =
        switch (settings.discovery()) {
          case Discovery.None _, Discovery.OwnPod _ -> Spread.together();
          case Cluster _ -> Spread.even(limit);
        };
    Rounds rounds = new Rounds(targets, round, spread, settings.interval(), sinks, errors);
    rounds.start();
    return new Sidecar(prober, round, rounds, web);
  }

  /** One round now, without pages. */
  static Report once(Settings settings, Targets targets) {
    ConcurrencyLimit limit = limit(settings);
    try (VertxProber prober = new VertxProber(limit.requestsAPod(), token(settings))) {
      Round round = round(settings, limit.bounding(prober), 1);
      return OnDemand.onAll(targets, round, settings.interval(), Clock.systemUTC());
    }
  }

  private static Site.Formats formats(Settings settings) {
    return new Site.Formats(
        new JsonFormat(),
        HistoryFormat::render,
        new RoundMetrics(settings.component()),
        new DebugFormat(new TextFormat(Paint.NONE)));
  }

  private static ConcurrencyLimit limit(Settings settings) {
    return switch (settings.discovery()) {
      case Discovery.None _, Discovery.OwnPod _ ->
          new ConcurrencyLimit(Cluster.DEFAULT_MAX_CONCURRENCY);
      case Cluster cluster -> new ConcurrencyLimit(cluster.maxConcurrency());
    };
  }

  private static VertxProber prober(Settings settings, ConcurrencyLimit limit) {
    return switch (settings.discovery()) {
      case Discovery.None _, Discovery.OwnPod _ -> new VertxProber(token(settings));
      case Cluster _ -> new VertxProber(limit.requestsAPod());
    };
  }

  private static Supplier<Optional<String>> token(Settings settings) {
    return settings.credentials().bearerToken().map(BearerTokenFile::open).orElse(Optional::empty);
  }

  private static Round round(Settings settings, Prober prober, int metricsEvery) {
    boolean hasToken = settings.credentials().bearerToken().isPresent();
    return new Round(prober, settings.timeout(), deadline(settings), metricsEvery, hasToken);
  }

  /** Goes on with another interval and timeout; nothing is restarted. */
  void pace(Settings wanted) {
    round.limit(wanted.timeout(), deadline(wanted));
    rounds.pace(wanted.interval());
  }

  /** Where the pages are. */
  String url() {
    return Urls.of(web.scheme(), web.address());
  }

  /** Where the pages are, for programs. */
  InetSocketAddress address() {
    return web.address();
  }

  private static Duration deadline(Settings settings) {
    return settings.interval();
  }

  private static WebServer listen(Settings settings, Site site, Consumer<? super Throwable> bugs) {
    ListenAddress address = settings.listen();
    try {
      InetSocketAddress where = resolved(address);
      Guard guard = WebConfigFile.of(settings.credentials());
      return WebServer.start(where, site.routes(), guard, bugs);
    } catch (UnknownHostException unknown) {
      throw InvalidSetting.of(
          InvalidSetting.key("web.listen-address"), ": host " + address.host() + " is not known");
    } catch (IOException taken) {
      throw InvalidSetting.of(
          "cannot listen on " + address + ": " + taken.getMessage() + "; choose another with ",
          InvalidSetting.key("web.listen-address"));
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
    Closing.sideBySide(Closing.LONGEST, prober::close, web::close);
  }
}
