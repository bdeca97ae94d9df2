package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.cli.Formats;
import io.github.ksmprobe.cli.RootCommand;
import io.github.ksmprobe.components.ComponentFiles;
import io.github.ksmprobe.config.WrittenSettings;
import io.github.ksmprobe.configfile.ConfigFile;
import java.io.PrintWriter;
import java.util.Optional;

/** Takes what the program is to run by, and leaves running to the test. */
public final class Configured extends IdleLauncher {

  private Optional<Configuration> configuration = Optional.empty();

  private Configured() {}

  /** What these flags of {@code run} say. */
  public static Configuration by(String... flags) {
    return by(new ConfigFile(), flags);
  }

  /** The same, with the file read by somebody else. */
  public static Configuration by(WrittenSettings files, String... flags) {
    Configured captured = new Configured();
    Formats none = _ -> _ -> "";
    assertEquals(
        0,
        RootCommand.execute(
            captured, files, new ManifestFiles(), ComponentFiles::with, none, flags));
    return captured.configuration.orElseThrow();
  }

  @Override
  public int run(Configuration wanted, PrintWriter err) {
    configuration = Optional.of(wanted);
    return 0;
  }
}
