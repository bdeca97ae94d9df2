package io.github.ksmprobe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.Until;
import io.github.ksmprobe.config.ClusterChoice;
import io.github.ksmprobe.config.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since what is too slow is ended with all that this process has started. */
@Isolated
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KubeconfigTest {

  @TempDir private Path folder;

  @Test
  void a_program_for_credentials_that_does_not_end_is_ended_after_its_time() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{name: here, context: {cluster: here, user: slow}}]
            clusters: [{name: here, cluster: {server: "http://127.0.0.1:9"}}]
            users:
              - name: slow
                user:
                  exec: {apiVersion: client.authentication.k8s.io/v1, command: sleep, args: ["86399"]}
            """);
    ClusterChoice choice =
        new ClusterChoice(
            Optional.of(config.toString()), Optional.empty(), Optional.empty(), false, "");
    InvalidSetting late =
        assertThrows(InvalidSetting.class, () -> Kubeconfig.read(choice, Duration.ofSeconds(2)));
    assertEquals(
        "the program that the kubeconfig names for credentials has not ended within 2 s;"
            + " run it by hand to see what it waits for",
        late.getMessage());
    Until.until(() -> !isSleeping(), "it goes on");
  }

  private static boolean isSleeping() {
    return ProcessHandle.current()
        .descendants()
        .anyMatch(child -> child.info().commandLine().orElse("").contains("sleep 86399"));
  }
}
