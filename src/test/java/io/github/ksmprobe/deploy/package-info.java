/**
 * Holds deploy/ against Kubernetes' own types, against itself, and against this program's verdicts.
 */
@NullMarked
package io.github.ksmprobe.deploy;

import org.jspecify.annotations.NullMarked;
