/** What is remembered of a pod, and which changes are worth a line of the log. */
@NullMarked
package io.github.ksmprobe.history;

import org.jspecify.annotations.NullMarked;
