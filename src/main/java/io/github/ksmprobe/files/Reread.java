package io.github.ksmprobe.files;

import io.github.ksmprobe.config.InvalidSetting;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A value that is read again once one of its files has changed. What cannot be used leaves the last
 * good value in effect, and is told once for each change.
 *
 * <p>The files are looked at when somebody asks for the value, so nothing runs while nobody asks.
 */
public final class Reread<T> implements Supplier<T> {

  private final Function<FilesRead, T> reader;
  private final long patienceNanos;
  private final Consumer<InvalidSetting> onRefused;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long lookedAt = System.nanoTime();
  private volatile T value;
  private FilesRead files;

  /**
   * One that begins with this value.
   *
   * @param files that it was read from; none where it is to be read at the first look
   * @param reader reads it again; throws {@link InvalidSetting} if it cannot be used
   * @param patience how old the value may be; zero looks at the files each time
   * @param onRefused is told why a changed value is not used
   */
  public Reread(
      T value,
      FilesRead files,
      Function<FilesRead, T> reader,
      Duration patience,
      Consumer<InvalidSetting> onRefused) {
    this.value = value;
    this.files = files;
    this.reader = reader;
    this.patienceNanos = patience.toNanos();
    this.onRefused = onRefused;
  }

  /** The value of now, or the last one that could be used. Waits for nobody who looks already. */
  @Override
  public T get() {
    if (System.nanoTime() - lookedAt >= patienceNanos && looking.tryLock()) {
      try {
        look();
        lookedAt = System.nanoTime();
      } finally {
        looking.unlock();
      }
    }
    return value;
  }

  private void look() {
    if (!files.areOutdated()) {
      return;
    }
    files = new FilesRead();
    try {
      value = reader.apply(files);
    } catch (InvalidSetting wrong) {
      onRefused.accept(wrong);
    }
  }
}
