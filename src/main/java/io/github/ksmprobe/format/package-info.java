/** A report as text, JSON or GitHub annotations. */
@NullMarked
package io.github.ksmprobe.format;

import org.jspecify.annotations.NullMarked;
