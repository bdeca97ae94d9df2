/** Holds the dashboards to the rules of Grafana's linter and to the metrics that exist. */
@NullMarked
package io.github.ksmprobe.dashboards;

import org.jspecify.annotations.NullMarked;
