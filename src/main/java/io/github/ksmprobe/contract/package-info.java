/**
 * What each kube-state-metrics version serves on each listener, and kube-rbac-proxy in front of it.
 */
@NullMarked
package io.github.ksmprobe.contract;

import org.jspecify.annotations.NullMarked;
