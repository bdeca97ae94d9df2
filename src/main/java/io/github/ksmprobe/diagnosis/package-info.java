/** Workload and answers and contract make verdicts, with explanation and fix. */
@NullMarked
package io.github.ksmprobe.diagnosis;

import org.jspecify.annotations.NullMarked;
