package io.github.ksmprobe.judgement;

import io.github.ksmprobe.podstatus.Moment;
import java.util.Map;

/**
 * What was judged of a pod, and what the next judgement needs of it.
 *
 * @param report what is to be said
 * @param forecast that the next one may take over
 * @param contradicted since when the kubelet calls containers not ready whose readiness probe
 *     succeeds here
 */
public record Judgement(PodReport report, Forecast forecast, Map<String, Moment> contradicted) {
  public Judgement {
    contradicted = Map.copyOf(contradicted);
  }
}
