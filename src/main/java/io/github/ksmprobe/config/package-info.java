/** Settings, validated on construction. */
@NullMarked
package io.github.ksmprobe.config;

import org.jspecify.annotations.NullMarked;
