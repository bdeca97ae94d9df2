/** Fleets of kube-state-metrics, watched for two hours, as a real Prometheus keeps them. */
@NullMarked
package io.github.ksmprobe.dashboards.worlds;

import org.jspecify.annotations.NullMarked;
