/** Real builds of kube-state-metrics and real charts, measured and held against the tables. */
@NullMarked
package io.github.ksmprobe.measure;

import org.jspecify.annotations.NullMarked;
