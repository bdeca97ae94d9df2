package io.github.ksmprobe;

import io.github.ksmprobe.cli.Configuration;
import io.github.ksmprobe.cli.Launcher;
import io.github.ksmprobe.cli.Output;
import io.github.ksmprobe.cli.ScanOrder;
import io.github.ksmprobe.config.Settings;
import java.io.PrintWriter;

/** Fails a test whose command line starts anything. */
public class IdleLauncher implements Launcher {

  @Override
  public int run(Configuration configuration, PrintWriter err) {
    throw new AssertionError("nothing is to run");
  }

  @Override
  public void check(Settings settings) {
    throw new AssertionError("no settings are to be checked");
  }

  @Override
  public int probe(
      Settings settings, Output output, boolean strict, PrintWriter out, PrintWriter err) {
    throw new AssertionError("nothing is to be probed once");
  }

  @Override
  public int scan(ScanOrder order, PrintWriter out, PrintWriter err) {
    throw new AssertionError("no cluster is to be looked at");
  }

  @Override
  public int demo(Settings settings, boolean once, PrintWriter out, PrintWriter err) {
    throw new AssertionError("this is no demo");
  }
}
