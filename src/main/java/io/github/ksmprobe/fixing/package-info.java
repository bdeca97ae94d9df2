/** Certain changes, written into the text of a manifest where they belong. */
@NullMarked
package io.github.ksmprobe.fixing;

import org.jspecify.annotations.NullMarked;
