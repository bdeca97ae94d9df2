/** Tests of values that follow their files. */
@NullMarked
package io.github.ksmprobe.files;

import org.jspecify.annotations.NullMarked;
