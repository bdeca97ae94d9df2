/** Start, shutdown, signals, watched files, and the reload of the configuration. */
@NullMarked
package io.github.ksmprobe.lifecycle;

import org.jspecify.annotations.NullMarked;
