@NullMarked
package io.github.ksmprobe.json;

import org.jspecify.annotations.NullMarked;
