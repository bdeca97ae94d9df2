@NullMarked
package io.github.ksmprobe.evidence;

import org.jspecify.annotations.NullMarked;
