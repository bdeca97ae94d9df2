/** From a verdict to the change that makes its probe work, tried on the model before it is told. */
@NullMarked
package io.github.ksmprobe.repair;

import org.jspecify.annotations.NullMarked;
