/** Tests of the web config file. */
@NullMarked
package io.github.ksmprobe.webconfig;

import org.jspecify.annotations.NullMarked;
