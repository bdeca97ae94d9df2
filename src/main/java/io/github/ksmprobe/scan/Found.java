package io.github.ksmprobe.scan;

import io.github.ksmprobe.judgement.Target;
import io.github.ksmprobe.round.Dialler;
import io.github.ksmprobe.round.Prober;

/**
 * A pod of the cluster, and the ways to it.
 *
 * @param target what is declared, and what the kubelet says
 * @param runs whether there is anything to be asked
 * @param portForward tunnels into the pod's own network
 * @param podsProxy asks by way of the API server
 */
public record Found(Target target, boolean runs, Dialler portForward, Prober podsProxy) {}
