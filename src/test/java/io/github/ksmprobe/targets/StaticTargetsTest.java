package io.github.ksmprobe.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.ManifestFiles;
import io.github.ksmprobe.config.CredentialFiles;
import io.github.ksmprobe.config.Detail;
import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Logging;
import io.github.ksmprobe.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with several pods. */
class StaticTargetsTest {

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void file() {
    file = folder.resolve("pods.yaml");
  }

  private void write(String... objects) throws IOException {
    Files.writeString(file, String.join("---\n", objects));
  }

  private static String pod(String namespace, String name) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec:
          containers: [{name: ksm, image: "example.org/kube-state-metrics:v2.14.0"}]
        status: {podIP: 127.0.0.9}
        """
        .formatted(name, namespace);
  }

  private List<String> targets(Discovery discovery) {
    Settings settings =
        new Settings(
            ListenAddress.parse("127.0.0.1:0"),
            Settings.DEFAULT_INTERVAL,
            Settings.DEFAULT_TIMEOUT,
            new Settings.Subject(Optional.empty(), Optional.of(file.toString()), Optional.empty()),
            discovery,
            Logging.DEFAULT,
            CredentialFiles.NONE,
            Detail.DEFAULT);
    return new StaticTargets(new ManifestFiles())
        .targets(settings).stream().map(target -> target.key()).toList();
  }

  private String refused(Discovery discovery) {
    return String.valueOf(
        assertThrows(InvalidSetting.class, () -> targets(discovery)).getMessage());
  }

  @Test
  void several_pods_of_different_names_are_all_targets() throws IOException {
    write(pod("a", "ksm"), pod("b", "ksm"), pod("a", "other"));
    assertEquals(List.of("a/ksm", "b/ksm", "a/other"), targets(new Discovery.None()));
  }

  @Test
  void two_of_one_name_are_refused_with_file_and_documents() throws IOException {
    write(pod("a", "ksm"), pod("b", "ksm"), pod("a", "ksm"));
    assertEquals(
        "--pod-file: "
            + file
            + " has two objects with kube-state-metrics of the same name: Pod a/ksm ("
            + file
            + ") and Pod a/ksm ("
            + file
            + "#3); rename one of them or leave it out",
        refused(new Discovery.None()));
  }

  @Test
  void the_own_pod_is_one_whatever_the_file_calls_it() throws IOException {
    Discovery own = new Discovery.OwnPod("ksm-0", Optional.of("a"));
    write(pod("a", "ksm"));
    assertEquals(List.of("a/ksm"), targets(own));
    write(pod("a", "ksm"), pod("b", "ksm"));
    assertEquals(
        "--pod-file: "
            + file
            + " has 2 objects with kube-state-metrics (Pod a/ksm ("
            + file
            + "), Pod b/ksm ("
            + file
            + "#2)), but this pod is only one of them; leave the others out",
        refused(own));
  }
}
