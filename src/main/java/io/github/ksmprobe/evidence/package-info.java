/** What was asked and what was answered. */
@NullMarked
package io.github.ksmprobe.evidence;

import org.jspecify.annotations.NullMarked;
