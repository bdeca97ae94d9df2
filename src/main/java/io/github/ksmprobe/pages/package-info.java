/** What is shown at which path: the pages, their views, and the answers for programs. */
@NullMarked
@JStacheConfig(pathing = @JStachePath(prefix = "io/github/ksmprobe/pages/", suffix = ".mustache"))
package io.github.ksmprobe.pages;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
