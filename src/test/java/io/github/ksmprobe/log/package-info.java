@NullMarked
package io.github.ksmprobe.log;

import org.jspecify.annotations.NullMarked;
