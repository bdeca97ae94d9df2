package io.github.ksmprobe;

import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.Launcher;
import io.github.ksmprobe.cli.Output;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.cli.Verdicts;
import io.github.ksmprobe.config.Settings;
import io.github.ksmprobe.format.GithubFormat;
import io.github.ksmprobe.format.JsonFormat;
import io.github.ksmprobe.format.Paint;
import io.github.ksmprobe.format.TextFormat;
import io.github.ksmprobe.round.Report;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Composition root: wires the rooms, parses nothing, decides nothing. */
public final class Main implements Launcher {

  private final ManifestFiles manifests;
  private final Formats formats;

  private Main(ManifestFiles manifests, Formats formats) {
    this.manifests = manifests;
    this.formats = formats;
  }

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    int code;
    try {
      ManifestFiles manifests = new ManifestFiles();
      Formats formats = new Formats(new TextFormat(paint()), new JsonFormat(), new GithubFormat());
      code = RootCommand.execute(new Main(manifests, formats), manifests, formats, args);
    } catch (Throwable bug) {
      // The web server's threads would keep a broken process alive: end it, whatever it was.
      bug.printStackTrace();
      code = Verdicts.UNREADABLE;
    }
    System.exit(code);
  }

  @Override
  public int run(Settings settings, PrintWriter err) {
    Ending ending = Ending.armed();
    try (Watched watched = Watched.start(settings, manifests);
        Sidecar sidecar = Sidecar.start(settings, watched.targets(), watched.api())) {
      err.println("Listening on " + Urls.of(sidecar.address()));
      err.flush();
      ending.await();
    } finally {
      ending.done();
    }
    return Verdicts.FINE;
  }

  @Override
  public int probe(
      Settings settings, Output output, boolean strict, PrintWriter out, PrintWriter err) {
    try (Watched watched = Watched.startAndWait(settings, manifests)) {
      Report report = Sidecar.once(settings, watched.targets());
      out.print(formats.of(output).render(report.pods()));
      out.flush();
      return Verdicts.exitCode(report.pods(), strict);
    }
  }

  @Override
  public int demo(Settings settings, boolean once, PrintWriter out, PrintWriter err) {
    return new Demo(formats.text()).run(settings, once, out, err);
  }

  private static Paint paint() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean wanted = System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty();
    return wanted && terminal ? Paint.ANSI : Paint.NONE;
  }
}
