/** The web server: whom it lets in, how long it waits for whom, every path matched exactly. */
@NullMarked
package io.github.ksmprobe.web;

import org.jspecify.annotations.NullMarked;
