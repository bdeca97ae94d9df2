@NullMarked
package io.github.ksmprobe.scan;

import org.jspecify.annotations.NullMarked;
