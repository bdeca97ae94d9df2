@NullMarked
package io.github.ksmprobe.components;

import org.jspecify.annotations.NullMarked;
