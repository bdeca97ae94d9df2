package io.github.ksmprobe.podstatus;

import io.github.ksmprobe.workload.ProbeType;
import java.time.Instant;

/**
 * An event by which the kubelet tells that a probe did not succeed.
 *
 * @param container that the probe belongs to
 * @param type startup, liveness or readiness
 * @param message the kubelet's own words on what the probe got
 * @param count how often, from 1; the kubelet does not tell of every run
 * @param last when it told of it last
 */
public record UnhealthyEvent(
    String container, ProbeType type, String message, int count, Instant last) {}
