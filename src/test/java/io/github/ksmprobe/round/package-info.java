/** Rounds over time, with answers made by hand. */
@NullMarked
package io.github.ksmprobe.round;

import org.jspecify.annotations.NullMarked;
