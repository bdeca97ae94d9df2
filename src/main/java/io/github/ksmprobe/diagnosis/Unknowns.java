package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.evidence.Answer.NotObservable;

/** Why nothing can be said of an answer that cannot be observed. */
final class Unknowns {

  private Unknowns() {}

  static String why(NotObservable hidden, String path) {
    String subject = hidden.subject();
    return switch (hidden.why()) {
      case VERSION_UNKNOWN ->
          "The version cannot be read from the image, and it decides what " + path + " gets.";
      case VERSION_TOO_OLD ->
          subject
              + " is older than "
              + Contracts.releases().getFirst()
              + ", the oldest version that is known here.";
      case OTHER_CONTAINER ->
          "What "
              + subject
              + " answers cannot be seen in the manifest: that depends on its own configuration, which says"
              + " where it listens"
              + (path.isEmpty()
                  ? "."
                  : ", whether over http or https, where it sends "
                      + path
                      + ", and whether it requires a token for it.");
      case OUTSIDE_THE_POD -> "What " + subject + " answers to the node cannot be seen from here.";
      case LOOPBACK_OF_ANOTHER_POD -> "The loopback of another pod cannot be seen from here.";
      case UNREADABLE_ARGUMENT ->
          "An argument that the manifest does not show decides what " + subject + " answers.";
      case UNREADABLE_START ->
          "Nothing that is shown listens on "
              + subject
              + ", but it cannot be read with which flags kube-state-metrics is started.";
      case ROUND_ENDED -> "The round ended before this request's timeout was over.";
    };
  }
}
