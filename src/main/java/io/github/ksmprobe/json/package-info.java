/** JSON text becomes maps and lists, and back. */
@NullMarked
package io.github.ksmprobe.json;

import org.jspecify.annotations.NullMarked;
