/** The Prometheus toolkit's web config file: TLS, users and headers of the exporter's own pages. */
@NullMarked
package io.github.ksmprobe.webconfig;

import org.jspecify.annotations.NullMarked;
