package io.github.ksmprobe.lifecycle;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.SettingsFile;
import java.time.Duration;

/**
 * Looks every few seconds whether a file says something else than before.
 *
 * <p>It reads the file instead of asking the system for events: a mounted ConfigMap changes by a
 * link two folders up ({@code ..data}) that points elsewhere from one moment to the next, of which
 * a WatchService on the file or its folder hears nothing; and there are file systems without
 * events. The file is small. Its text is compared and no time stamp, for kubelets keep those.
 *
 * <p>What has changed counts once it was the same at two looks in a row, so a file that is just
 * being written is left alone until it is whole.
 *
 * <p>Certificates and tokens follow their files in another way, {@code Reread}: they are looked at
 * when they are needed, and half a file costs nothing, for the last good value serves on. The
 * configuration is needed all the time, so a thread has to look; and half of it would be a reload
 * that failed, which is counted and may alert. What a failed read means is the same: {@link Reload}
 * keeps the last good configuration and says so once.
 */
public final class FileWatch implements AutoCloseable {

  private final String file;
  private String known;
  private String before;
  private volatile boolean closed;
  private volatile Thread looking = Thread.ofVirtual().unstarted(() -> {});

  /** Remembers what the file says now. */
  public FileWatch(String file) {
    this.file = file;
    this.known = state();
    this.before = known;
  }

  /**
   * Looks from now on, on a thread of its own.
   *
   * @param interval from look to look
   * @param onChange called on that thread; must not throw
   */
  public void start(Duration interval, Runnable onChange) {
    looking = Thread.ofVirtual().name("config-watch").start(() -> look(interval, onChange));
  }

  private void look(Duration interval, Runnable onChange) {
    while (!closed) {
      try {
        Thread.sleep(interval);
      } catch (InterruptedException stopped) {
        return;
      }
      look(onChange);
    }
  }

  /** One look. */
  void look(Runnable onChange) {
    String now = state();
    if (!now.equals(known) && now.equals(before)) {
      known = now;
      onChange.run();
    }
    before = now;
  }

  /** The text, or why there is none; both may change. */
  private String state() {
    try {
      return "text " + SettingsFile.read(file).text();
    } catch (InvalidSetting unreadable) {
      return "none " + unreadable.getMessage();
    }
  }

  @Override
  public void close() {
    closed = true;
    looking.interrupt();
  }
}
