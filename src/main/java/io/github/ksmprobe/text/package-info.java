/** What may be printed: one line each, of bounded length, that no value can break or disguise. */
@NullMarked
package io.github.ksmprobe.text;

import org.jspecify.annotations.NullMarked;
