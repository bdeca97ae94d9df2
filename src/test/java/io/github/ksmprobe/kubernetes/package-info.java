/** The API server in every mood. */
@NullMarked
package io.github.ksmprobe.kubernetes;

import org.jspecify.annotations.NullMarked;
