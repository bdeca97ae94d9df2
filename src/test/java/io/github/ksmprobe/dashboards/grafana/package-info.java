/**
 * What Grafana 9.0, the oldest supported, makes of a dashboard: what it asks, and what an operator
 * then reads. Written from its behaviour; only what these dashboards use, and an error for the
 * rest.
 */
@NullMarked
package io.github.ksmprobe.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
