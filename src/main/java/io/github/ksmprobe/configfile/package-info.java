/** Strict files of settings: YAML becomes named values that know their line. */
@NullMarked
package io.github.ksmprobe.configfile;

import org.jspecify.annotations.NullMarked;
