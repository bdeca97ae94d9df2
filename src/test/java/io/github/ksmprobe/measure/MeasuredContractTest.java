package io.github.ksmprobe.measure;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.pod;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.contract.Contract;
import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.contract.Listener;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.measure.Recording.Asked;
import io.github.ksmprobe.measure.Situation.Web;
import io.github.ksmprobe.prediction.AskedModel;
import io.github.ksmprobe.prediction.Prediction;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the model to what real builds answered, in every situation that was measured. */
class MeasuredContractTest {

  @TestFactory
  Stream<DynamicTest> the_model_answers_as_the_release_did() throws IOException {
    return Recording.measured().stream()
        .map(
            release ->
                DynamicTest.dynamicTest(
                    release.toString(),
                    () ->
                        assertEquals(
                            Files.readString(Recording.file(release)), modelled(release).text())));
  }

  /** Whoever adds a release runs it first. */
  @Test
  void the_newest_release_of_the_table_was_measured() throws IOException {
    assertTrue(
        Recording.measured().contains(Contracts.newest()),
        () -> "run tools/measure " + Contracts.newest().number());
  }

  private static Recording modelled(KsmVersion version) {
    Map<Asked, String> answers = new HashMap<>();
    for (Situation situation : Situation.values()) {
      for (Asked asked : Measure.questions(situation)) {
        answers.put(asked, modelled(version, asked));
      }
    }
    return new Recording(version, answers);
  }

  private static String modelled(KsmVersion version, Asked asked) {
    Situation situation = asked.situation();
    ContractMatch match = Contracts.of(version);
    Contract contract = match.contract().orElseThrow();
    if (situation.isAboutAuthFilter() && contract.authFilter().isEmpty()) {
      return Recording.NO_SUCH_FLAG;
    }
    List<String> flags = new ArrayList<>();
    // The model knows no tokens: who has one is let through as if nobody asked for it.
    if (situation.isAboutAuthFilter() && !situation.isWithToken()) {
      flags.add("--auth-filter");
    }
    if (situation.web() == Web.CERTIFICATE || situation.web() == Web.CLIENT_CERTIFICATE) {
      flags.add("--tls-config=/etc/web.yaml");
    }
    KsmPod pod = pod(ksm(flags));
    int port = asked.listener() == Listener.MAIN ? 8080 : 8081;
    return AskedModel.kind(
        new Prediction(pod, match, situation.conditions())
            .answer(RequestBuilder.plain(situation.scheme(), POD_IP, port, asked.path())));
  }
}
