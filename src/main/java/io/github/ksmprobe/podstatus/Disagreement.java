package io.github.ksmprobe.podstatus;

import io.github.ksmprobe.workload.ProbeType;

/**
 * Whether the kubelet's view on a container and ours contradict each other.
 *
 * @param container its name
 * @param type the probe that decides what the kubelet says
 * @param lasting whether they have done so for longer than the kubelet needs to notice
 */
public record Disagreement(String container, ProbeType type, boolean lasting) {}
