/** The composition root: wires the rooms, decides nothing. */
@NullMarked
package io.github.ksmprobe;

import org.jspecify.annotations.NullMarked;
