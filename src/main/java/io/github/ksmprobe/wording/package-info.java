/** Facts become sentences: why a verdict is what it is, and what to change. */
@NullMarked
package io.github.ksmprobe.wording;

import org.jspecify.annotations.NullMarked;
