/** Command lines and what they mean. */
@NullMarked
package io.github.ksmprobe.cli;

import org.jspecify.annotations.NullMarked;
