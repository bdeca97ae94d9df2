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
  int run(Settings settings, PrintWriter err);

  /**
   * One round now.
   *
   * @return exit code
   */
  int probe(Settings settings, Output output, boolean strict, PrintWriter out, PrintWriter err);

  /**
   * The demo.
   *
   * @param once whether to end after one round instead of at Ctrl-C
   * @return exit code
   */
  int demo(Settings settings, boolean once, PrintWriter out, PrintWriter err);
}
