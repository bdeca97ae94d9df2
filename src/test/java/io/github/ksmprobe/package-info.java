@NullMarked
package io.github.ksmprobe;

import org.jspecify.annotations.NullMarked;
