/** Holds alerts, runbooks and routing to the real Prometheus and Alertmanager. */
@NullMarked
package io.github.ksmprobe.alerts;

import org.jspecify.annotations.NullMarked;
