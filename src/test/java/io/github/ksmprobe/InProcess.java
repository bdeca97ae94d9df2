package io.github.ksmprobe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.cli.ExitCode;
import io.github.ksmprobe.cli.Launcher;
import io.github.ksmprobe.cli.Output;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.cli.ScanOrder;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.configfile.ConfigFile;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.prober.BearerTokenFile;
import io.github.ksmprobe.round.Report;
import io.github.ksmprobe.targets.StaticTargets;
import io.github.ksmprobe.targets.TargetSource;
import io.github.ksmprobe.text.LinePrinter;
import io.github.ksmprobe.webconfig.WebConfigFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** The command line without a process of its own; whatever would run on is not started. */
public final class InProcess implements Launcher {

  private static final ManifestFiles MANIFESTS = new ManifestFiles();
  private static final PrintedFormats FORMATS = new PrintedFormats(Paint.NONE);

  /**
   * What came of it.
   *
   * @param logged what was logged of mistakes of the program itself
   */
  public record Ran(int exitCode, String out, String err, List<String> logged) {
    public Ran {
      logged = List.copyOf(logged);
    }
  }

  private InProcess() {}

  /** Runs a command to its end. */
  public static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Logged log = Logged.by(RootCommand.class)) {
      int code = commandLine().setOut(printer(out)).setErr(printer(err)).execute(args);
      return new Ran(code, out.toString(UTF_8), err.toString(UTF_8), log.lines());
    }
  }

  /** All commands. */
  public static CommandLine commandLine() {
    return RootCommand.commandLine(
        new InProcess(), new ConfigFile(), MANIFESTS, ComponentFiles::with, FORMATS);
  }

  private static LinePrinter printer(ByteArrayOutputStream to) {
    return new LinePrinter(new PrintStream(to, true, UTF_8));
  }

  @Override
  public int run(Configuration configuration, PrintWriter err) {
    return 0;
  }

  @Override
  public void check(Settings settings) {
    List<Target> _ = new StaticTargets(MANIFESTS).targets(settings);
    settings.credentials().webConfig().map(Path::of).ifPresent(WebConfigFile::check);
    settings.credentials().bearerToken().ifPresent(BearerTokenFile::open);
  }

  @Override
  public int probe(
      Settings settings, Output output, boolean strict, PrintWriter out, PrintWriter err) {
    try (TargetSource watched = TargetSources.startAndWait(settings, MANIFESTS)) {
      Report report = Sidecar.once(settings, watched);
      out.print(FORMATS.of(output).render(report.pods()));
      out.flush();
      return ExitCode.exitCode(report.pods(), strict);
    }
  }

  @Override
  public int scan(ScanOrder order, PrintWriter out, PrintWriter err) {
    return new Scanning(order, FORMATS, false).run(out, err);
  }

  @Override
  public int demo(Settings settings, boolean once, PrintWriter out, PrintWriter err) {
    return 0;
  }
}
