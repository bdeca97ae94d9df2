package io.github.ksmprobe.diagnosis;

import static io.github.ksmprobe.Fixtures.answers;
import static io.github.ksmprobe.Fixtures.but;
import static io.github.ksmprobe.Fixtures.isCell;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.plain;
import static io.github.ksmprobe.Fixtures.pod;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.evidence.Answered;
import io.github.ksmprobe.wording.VersionWords;
import io.github.ksmprobe.workload.Container;
import io.github.ksmprobe.workload.KsmPod;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningVersionTest {

  private static final KsmPod POD = pod(ksm());

  private static KsmPod withImage(String image) {
    Container ksm = ksm();
    return pod(
        new Container(
            ksm.name(), image, ksm.command(), ksm.args(), ksm.env(), ksm.ports(), ksm.probes()));
  }

  @ParameterizedTest(name = "build_info {0}, image {1}")
  @CsvSource(
      emptyValue = "",
      value = {
        "v2.15.0, ksm:v4.16.0, 'v2.15.0, BUILD_INFO'",
        "v4.16.0, ksm:v2.14.0, 'v2.14.0, IMAGE'",
        "v4.16.0, ksm:v4.16.0, 'of unknown version, answering as v2.14.0, FINGERPRINT'",
        "'', ksm:latest, 'of unknown version, answering as v2.14.0, FINGERPRINT'",
      })
  void a_version_that_cannot_be_its_own_is_looked_for_elsewhere(
      String compiled, String image, String known) {
    List<Answered> nameless =
        but(
            answers(POD, "2.14.0"),
            one ->
                isCell(one, Listener.MAIN, "/") || isCell(one, Listener.TELEMETRY, "/")
                    ? plain(503, "")
                    : isCell(one, Listener.TELEMETRY, "/metrics")
                        ? plain(
                            200, "kube_state_metrics_build_info{version=\"" + compiled + "\"} 1")
                        : one.answer());
    RunningVersion version = RunningVersion.learn(nameless, withImage(image));
    assertEquals(known, VersionWords.name(version) + ", " + version.source());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ksm:v2.14.0 | v2.14.0",
        "ksm:latest | of unknown version",
        "ksm@sha256:00 | of unknown version",
        "ksm:v4.16.0 | of unknown version, as the tag v4.16.0 is none of its own",
        "stolostron/ksm:2.4.0 | of unknown version, as the tag 2.4.0 is none of its own",
      })
  void a_tag_that_is_not_taken_for_a_version_is_named(String image, String words) {
    assertEquals(words, VersionWords.name(RunningVersion.ofImage(image)));
  }
}
