/** Settings that can be used, and those that cannot. */
@NullMarked
package io.github.ksmprobe.config;

import org.jspecify.annotations.NullMarked;
