@NullMarked
package io.github.ksmprobe.format;

import org.jspecify.annotations.NullMarked;
