package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TakenPortTest {

  @Test
  void a_start_that_fails_leaves_nothing_running() throws IOException {
    long before = threads();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 5; i++) {
        InvalidSetting refused =
            assertThrows(InvalidSetting.class, () -> Sidecar.start(settings(taken), List::of));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot listen on 127.0.0.1:"));
      }
    }
    Until.until(() -> threads() <= before, "threads of the prober stay");
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert"))
        .count();
  }

  private static Settings settings(ServerSocket taken) {
    return new Settings(
        new ListenAddress("127.0.0.1", taken.getLocalPort()),
        Settings.DEFAULT_INTERVAL,
        Settings.DEFAULT_TIMEOUT,
        new Settings.Subject(Optional.empty(), Optional.empty(), Optional.empty()));
  }
}
