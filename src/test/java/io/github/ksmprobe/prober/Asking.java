package io.github.ksmprobe.prober;

import io.github.ksmprobe.evidence.Answer;
import io.github.ksmprobe.evidence.Ask;
import io.github.ksmprobe.evidence.Ask.Reading;
import io.github.ksmprobe.evidence.Plan;
import io.github.ksmprobe.kubelet.RequestBuilder;
import io.github.ksmprobe.workload.Scheme;
import java.time.Duration;
import java.util.List;

/** What the tests of the prober ask, and how they name an answer. */
final class Asking {

  static final Duration SECOND = Duration.ofSeconds(1);

  /** Where the answer does not depend on the timeout, however busy the machine is. */
  static final Duration PATIENT = Duration.ofSeconds(15);

  /** A machine may be busy; what is asserted is that nothing waits for a peer that hangs. */
  static final Duration GUARD = Duration.ofSeconds(2);

  private Asking() {}

  static Ask ask(Scheme scheme, int port, Reading reading, Duration timeout) {
    return new Ask(
        new Ask.Purpose.Signature(port),
        RequestBuilder.plain(scheme, "127.0.0.1", port, "/"),
        timeout,
        reading);
  }

  /** As the kubelet reads it, with patience. */
  static Ask ask(Scheme scheme, int port) {
    return ask(scheme, port, Reading.AS_THE_KUBELET, PATIENT);
  }

  static Answer answer(VertxProber prober, Ask ask) {
    return prober.answers(new Plan(List.of(ask), Duration.ofSeconds(20))).getFirst().answer();
  }

  /** {@code 200 COMPLETE} or {@code REFUSED}. */
  static String summary(Answer answer) {
    return switch (answer) {
      case Answer.Response response -> response.statusCode() + " " + response.body().end();
      case Answer.Connected _ -> "connected";
      case Answer.NoResponse none -> none.cause().toString();
      case Answer.NotObservable blind -> blind.why().toString();
    };
  }
}
