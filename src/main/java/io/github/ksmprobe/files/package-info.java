/** Values that files hold, and that follow them when they change. */
@NullMarked
package io.github.ksmprobe.files;

import org.jspecify.annotations.NullMarked;
