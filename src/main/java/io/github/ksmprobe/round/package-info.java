/** One round as a straight line, the ports it needs from the outside, and the report it leaves. */
@NullMarked
package io.github.ksmprobe.round;

import org.jspecify.annotations.NullMarked;
