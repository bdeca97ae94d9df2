/**
 * What a pod declares: containers, arguments, ports, configured probes, and the sockets derived
 * from them.
 */
@NullMarked
package io.github.ksmprobe.workload;

import org.jspecify.annotations.NullMarked;
