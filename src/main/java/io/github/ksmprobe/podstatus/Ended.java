package io.github.ksmprobe.podstatus;

import java.time.Instant;

/**
 * How a container's process ended the last time.
 *
 * @param at when; the kubelet's clock
 * @param exitCode as the runtime gives it; from 128 on a signal's
 * @param reason in the kubelet's word: Error, OOMKilled, Completed
 */
public record Ended(Instant at, int exitCode, String reason) {}
