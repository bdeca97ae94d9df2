/** Tests of what is certain enough to be changed. */
@NullMarked
package io.github.ksmprobe.repair;

import org.jspecify.annotations.NullMarked;
