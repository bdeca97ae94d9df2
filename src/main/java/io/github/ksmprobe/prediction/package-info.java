/**
 * The answers that a workload on a given version would give: the prober's counterpart without a
 * network.
 */
@NullMarked
package io.github.ksmprobe.prediction;

import org.jspecify.annotations.NullMarked;
