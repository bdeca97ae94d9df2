package io.github.ksmprobe;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.cli.ExitCode;
import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.Launcher;
import io.github.ksmprobe.cli.Output;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.cli.ScanOrder;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.configfile.ConfigFile;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.lifecycle.GracefulShutdown;
import io.github.ksmprobe.log.LogKeys;
import io.github.ksmprobe.log.LogOutput;
import io.github.ksmprobe.prober.BearerTokenFile;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.StaticTargets;
import io.github.ksmprobe.targets.TargetSource;
import io.github.ksmprobe.webconfig.WebConfigFile;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Composition root: wires the rooms, parses nothing, decides nothing. */
public final class Main implements Launcher {

  private final ManifestFiles manifests;
  private final Formats formats;
  private final LogOutput log;
  private final GracefulShutdown ending;

  private Main(ManifestFiles manifests, Formats formats, LogOutput log, GracefulShutdown ending) {
    this.manifests = manifests;
    this.formats = formats;
    this.log = log;
    this.ending = ending;
  }

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    // First of all, and so this class has no logger: to load one takes longer than some are let
    // live.
    GracefulShutdown ending = GracefulShutdown.armed(args);
    int code;
    try {
      LogOutput log = LogOutput.toStandardError();
      ManifestFiles manifests = new ManifestFiles();
      Formats formats = new PrintedFormats(paint());
      code =
          RootCommand.execute(
              new Main(manifests, formats, log, ending),
              new ConfigFile(),
              manifests,
              ComponentFiles::with,
              formats,
              args);
    } catch (OutOfMemoryError _) {
      System.err.println(
          "The memory is not enough for this input: split it, or allow more,"
              + " as in KSM_PROBE_EXPORTER_JAVA_OPTS=-Xmx1g.");
      code = ExitCode.UNREADABLE;
    } catch (Throwable bug) {
      // The web server's threads would keep a broken process alive: end it, whatever it was.
      LoggerFactory.getLogger(Main.class).atError().setCause(bug).log("a bug; please report it");
      code = ExitCode.UNREADABLE;
    }
    ending.done();
    System.exit(code);
  }

  @Override
  public int run(Configuration configuration, PrintWriter err) {
    try (SidecarProcess run = SidecarProcess.start(configuration, manifests, log)) {
      LoggerFactory.getLogger(Main.class)
          .atInfo()
          .addKeyValue(LogKeys.URL, run.url())
          .addKeyValue(LogKeys.EXPORTER_VERSION, Build.read().version())
          .log("listening");
      ending.await();
      log.silenceLibraries();
    }
    return ExitCode.FINE;
  }

  @Override
  public void check(Settings settings) {
    List<Target> _ = new StaticTargets(manifests).targets(settings);
    settings.credentials().webConfig().map(Path::of).ifPresent(WebConfigFile::check);
    settings.credentials().bearerToken().ifPresent(BearerTokenFile::open);
  }

  @Override
  public int probe(
      Settings settings, Output output, boolean strict, PrintWriter out, PrintWriter err) {
    log.apply(settings.logging());
    try (TargetSource watched = TargetSources.startAndWait(settings, manifests)) {
      Report report = Sidecar.once(settings, watched);
      out.print(formats.of(output).render(report.pods()));
      out.flush();
      return ExitCode.exitCode(report.pods(), strict);
    }
  }

  @Override
  public int scan(ScanOrder order, PrintWriter out, PrintWriter err) {
    // What they complain of is told by the report, in words.
    log.silenceLibraries();
    return new Scanning(order, formats, isTerminal()).run(out, err);
  }

  @Override
  public int demo(Settings settings, boolean once, PrintWriter out, PrintWriter err) {
    log.apply(settings.logging());
    return new Demo(formats.of(Output.text), ending).run(settings, once, out, err);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static Paint paint() {
    boolean wanted = System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty();
    return wanted && isTerminal() ? Paint.ANSI : Paint.NONE;
  }
}
