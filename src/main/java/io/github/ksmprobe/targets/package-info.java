/** Which pods to look at, and where they come from. */
@NullMarked
package io.github.ksmprobe.targets;

import org.jspecify.annotations.NullMarked;
