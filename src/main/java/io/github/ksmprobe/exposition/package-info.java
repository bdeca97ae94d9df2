/** The last report as Prometheus metrics. */
@NullMarked
package io.github.ksmprobe.exposition;

import org.jspecify.annotations.NullMarked;
