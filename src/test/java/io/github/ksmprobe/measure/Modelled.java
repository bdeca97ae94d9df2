package io.github.ksmprobe.measure;

import static io.github.ksmprobe.Fixtures.POD_IP;
import static io.github.ksmprobe.Fixtures.ksm;
import static io.github.ksmprobe.Fixtures.pod;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the model answers where a release was measured. */
final class Modelled {

  private static final KsmVersion TLS_CONFIG = new KsmVersion(2, 1, 0);

  /** Before it the file may ask for no certificate but one that is verified. */
  private static final KsmVersion ANY_CLIENT_CERTIFICATE = new KsmVersion(2, 2, 0);

  private Modelled() {}

  static Recording recording(KsmVersion version) {
    Map<Asked, String> answers = new HashMap<>();
    for (Situation situation : Situation.values()) {
      for (Asked asked : Measure.questions(situation)) {
        answers.put(asked, answer(version, asked));
      }
    }
    return new Recording(version, answers);
  }

  private static String answer(KsmVersion version, Asked asked) {
    Situation situation = asked.situation();
    ContractMatch match = Contracts.of(version);
    Contract contract = match.contract().orElseThrow();
    if (situation.isAboutAuthFilter() && contract.authFilter().isEmpty()) {
      return Recording.NO_SUCH_FLAG;
    }
    if (situation.web() != Web.OPEN && version.isBefore(TLS_CONFIG)) {
      return Recording.NO_SUCH_FLAG;
    }
    if (situation.web() == Web.CLIENT_CERTIFICATE && version.isBefore(ANY_CLIENT_CERTIFICATE)) {
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
