package io.github.ksmprobe;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells somebody at a terminal how far it is, where that takes longer than a second. */
final class Progress implements AutoCloseable {

  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(250);

  private final int all;
  private final PrintWriter err;
  private final AtomicInteger done = new AtomicInteger();
  private final Thread telling;

  Progress(int all, boolean terminal, PrintWriter err) {
    this.all = all;
    this.err = err;
    this.telling = Thread.ofVirtual().unstarted(this::tell);
    if (terminal) {
      telling.start();
    }
  }

  void oneMore() {
    int _ = done.incrementAndGet();
  }

  private void tell() {
    boolean told = false;
    try {
      Thread.sleep(BEFORE);
      while (true) {
        told = true;
        write("\rasked " + done.get() + " of " + all + " pods");
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException over) {
      if (told) {
        write("\r" + " ".repeat(40) + "\r");
      }
    }
  }

  private void write(String text) {
    err.print(text);
    err.flush();
  }

  @Override
  public void close() {
    telling.interrupt();
    try {
      telling.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
