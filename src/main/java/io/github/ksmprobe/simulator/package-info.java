/** Serves the model over real sockets: the demo's and the tests' kube-state-metrics. */
@NullMarked
package io.github.ksmprobe.simulator;

import org.jspecify.annotations.NullMarked;
