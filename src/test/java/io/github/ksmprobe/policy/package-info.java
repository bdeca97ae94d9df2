@NullMarked
package io.github.ksmprobe.policy;

import org.jspecify.annotations.NullMarked;
