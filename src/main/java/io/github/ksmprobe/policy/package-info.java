/** What an API server can refuse by itself: the model as a ValidatingAdmissionPolicy. */
@NullMarked
package io.github.ksmprobe.policy;

import org.jspecify.annotations.NullMarked;
