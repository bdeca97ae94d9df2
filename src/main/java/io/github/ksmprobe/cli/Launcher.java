package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.Settings;
import java.io.PrintWriter;

/** What the commands start; the composition root knows how. */
public interface Launcher {

  /**
   * The sidecar, until the process is told to stop.
   *
   * @return exit code
   */
  int run(Configuration configuration, PrintWriter err);

  /**
   * Looks at the files that the settings name, without asking anybody anything.
   *
   * @throws io.github.ksmprobe.config.InvalidSetting if one of them cannot be used
   */
  void check(Settings settings);

  /**
   * One round now.
   *
   * @return exit code
   */
  int probe(Settings settings, Output output, boolean strict, PrintWriter out, PrintWriter err);

  /**
   * A look at a cluster from outside.
   *
   * @return exit code
   */
  int scan(ScanOrder order, PrintWriter out, PrintWriter err);

  /**
   * The demo.
   *
   * @param once whether to end after one round instead of at Ctrl-C
   * @return exit code
   */
  int demo(Settings settings, boolean once, PrintWriter out, PrintWriter err);
}
