package io.github.ksmprobe.podstatus;

import java.time.Instant;

/**
 * The pod's own Ready condition, as the kubelet last wrote it.
 *
 * @param ready whether the pod is Ready as a whole
 * @param since when that last turned; the kubelet's clock
 */
public record ReadyCondition(boolean ready, Instant since) {}
