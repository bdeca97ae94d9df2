/** Strict files of settings. */
@NullMarked
package io.github.ksmprobe.configfile;

import org.jspecify.annotations.NullMarked;
