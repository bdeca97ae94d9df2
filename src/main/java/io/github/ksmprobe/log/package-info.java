/** The log: what is written of an event, one line each, as logfmt or JSON. */
@NullMarked
package io.github.ksmprobe.log;

import org.jspecify.annotations.NullMarked;
