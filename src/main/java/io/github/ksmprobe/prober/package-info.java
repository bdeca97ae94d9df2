/** Asks over HTTP as the kubelet does. */
@NullMarked
package io.github.ksmprobe.prober;

import org.jspecify.annotations.NullMarked;
