package io.github.ksmprobe.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.config.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RereadTest {

  private static final String NOTHING_YET = "nothing yet";

  @TempDir private Path folder = Path.of(".");
  private final List<String> refused = new ArrayList<>();
  private int reads;

  @Test
  void the_value_follows_its_file_and_is_read_once_for_each_change() throws IOException {
    Reread<String> value = value(Duration.ZERO);
    write("first");
    assertEquals("first", value.get());
    assertEquals("first", value.get());
    write("second");
    assertEquals("second", value.get());
    assertEquals(2, reads);
  }

  @Test
  @Timeout(20)
  void a_pipe_is_refused_and_not_waited_for() throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", file().toString()).start().waitFor());
    assertThrows(IOException.class, () -> new FilesRead().read(file()));
    new FilesRead().note(file());
  }

  @Test
  void the_same_content_with_another_time_is_no_change() throws IOException {
    Reread<String> value = value(Duration.ZERO);
    write("first");
    assertEquals("first", value.get());
    Files.setLastModifiedTime(file(), FileTime.fromMillis(1));
    assertEquals("first", value.get());
    assertEquals(1, reads);
  }

  @Test
  void what_cannot_be_used_leaves_the_last_good_value_and_is_said_once_for_each_change()
      throws IOException {
    Reread<String> value = value(Duration.ZERO);
    write("good");
    assertEquals("good", value.get());
    write("");
    assertEquals("good", value.get());
    assertEquals("good", value.get());
    assertEquals(List.of("empty"), refused);
    Files.delete(file());
    assertEquals("good", value.get());
    assertEquals("good", value.get());
    assertEquals(List.of("empty", "gone"), refused);
    write("better");
    assertEquals("better", value.get());
    write("");
    assertEquals("better", value.get());
    assertEquals(List.of("empty", "gone", "empty"), refused);
  }

  @Test
  void what_could_never_be_read_stays_at_its_beginning_until_it_can_be() throws IOException {
    Reread<String> value = value(Duration.ZERO);
    assertEquals(NOTHING_YET, value.get());
    assertEquals(NOTHING_YET, value.get());
    assertEquals(List.of("gone"), refused);
    write("first");
    assertEquals("first", value.get());
  }

  @Test
  void within_its_patience_no_file_is_looked_at() throws IOException {
    write("first");
    assertEquals(NOTHING_YET, value(Duration.ofDays(1)).get());
    assertEquals(0, reads);
  }

  private Reread<String> value(Duration patience) {
    return new Reread<>(
        NOTHING_YET,
        new FilesRead(),
        this::read,
        patience,
        wrong -> refused.add(String.valueOf(wrong.getMessage())));
  }

  private String read(FilesRead files) {
    reads++;
    try {
      String text = new String(files.read(file()), UTF_8);
      if (text.isEmpty()) {
        throw new InvalidSetting("empty");
      }
      return text;
    } catch (IOException broken) {
      throw new InvalidSetting("gone");
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private Path file() {
    return folder.resolve("value");
  }
}
