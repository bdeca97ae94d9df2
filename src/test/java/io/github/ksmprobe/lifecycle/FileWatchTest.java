package io.github.ksmprobe.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.MountedConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a change of a file, and when. */
class FileWatchTest {

  @TempDir private Path folder = Path.of(".");
  private int changes;

  @Test
  void a_change_counts_at_the_second_look_and_once() throws IOException {
    Path file = write("interval: 1s\n");
    FileWatch watch = new FileWatch(file.toString());
    looks(watch, 2, 0);
    write("interval: 2s\n");
    looks(watch, 1, 0);
    looks(watch, 1, 1);
    looks(watch, 3, 1);
  }

  @Test
  void a_file_that_is_being_written_is_left_alone() throws IOException {
    Path file = write("interval: 1s\ntimeout: 1s\n");
    FileWatch watch = new FileWatch(file.toString());
    for (String part : new String[] {"", "interval: 2", "interval: 2s\ntime"}) {
      write(part);
      looks(watch, 1, 0);
    }
    write("interval: 2s\ntimeout: 1s\n");
    looks(watch, 1, 0);
    looks(watch, 1, 1);
  }

  @Test
  void what_is_taken_back_before_it_counts_is_no_change() throws IOException {
    Path file = write("interval: 1s\n");
    FileWatch watch = new FileWatch(file.toString());
    write("interval: 2s\n");
    looks(watch, 1, 0);
    write("interval: 1s\n");
    looks(watch, 3, 0);
  }

  @Test
  void the_same_text_with_another_time_is_no_change() throws IOException {
    Path file = write("interval: 1s\n");
    FileWatch watch = new FileWatch(file.toString());
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    looks(watch, 3, 0);
  }

  @Test
  void another_text_with_the_same_time_and_size_is_a_change() throws IOException {
    Path file = write("interval: 1s\n");
    FileTime time = Files.getLastModifiedTime(file);
    FileWatch watch = new FileWatch(file.toString());
    write("interval: 2s\n");
    Files.setLastModifiedTime(file, time);
    looks(watch, 2, 1);
  }

  @Test
  void a_file_that_goes_and_comes_back_changes_twice() throws IOException {
    Path file = write("interval: 1s\n");
    FileWatch watch = new FileWatch(file.toString());
    Files.delete(file);
    looks(watch, 2, 1);
    looks(watch, 2, 1);
    write("interval: 1s\n");
    looks(watch, 2, 2);
  }

  @Test
  void the_link_of_a_config_map_that_points_elsewhere_is_a_change() throws IOException {
    MountedConfigMap.show(folder, "..first", "interval: 1s\n");
    Files.createSymbolicLink(folder.resolve("config.yml"), Path.of("..data", "config.yml"));
    FileWatch watch = new FileWatch(folder.resolve("config.yml").toString());
    looks(watch, 2, 0);
    MountedConfigMap.show(folder, "..second", "interval: 2s\n");
    looks(watch, 2, 1);
  }

  @Test
  void a_thread_of_its_own_looks_until_it_is_closed() throws Exception {
    Path file = write("interval: 1s\n");
    CountDownLatch changed = new CountDownLatch(1);
    try (FileWatch watch = new FileWatch(file.toString())) {
      watch.start(Duration.ofMillis(5), changed::countDown);
      write("interval: 2s\n");
      assertTrue(changed.await(30, TimeUnit.SECONDS));
    }
  }

  private void looks(FileWatch watch, int looks, int changesUpToNow) {
    for (int i = 0; i < looks; i++) {
      watch.look(() -> changes++);
    }
    assertEquals(changesUpToNow, changes);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("config.yml"), text);
  }
}
