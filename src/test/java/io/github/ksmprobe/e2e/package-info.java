/**
 * What happens in a real cluster: `make e2e`. In Java, since what is asserted are metrics, JSON and
 * log of this program, and the types of the API server are at hand; what starts and ends the
 * cluster is tools/e2e.
 */
@NullMarked
package io.github.ksmprobe.e2e;

import org.jspecify.annotations.NullMarked;
