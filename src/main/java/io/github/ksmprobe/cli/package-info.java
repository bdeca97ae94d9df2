/** The command line. */
@NullMarked
package io.github.ksmprobe.cli;

import org.jspecify.annotations.NullMarked;
