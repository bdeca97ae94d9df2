/** Metrics, findings, report and health over HTTP, every path matched exactly. */
@NullMarked
@JStacheConfig(pathing = @JStachePath(prefix = "io/github/ksmprobe/web/", suffix = ".mustache"))
package io.github.ksmprobe.web;

import io.jstach.jstache.JStacheConfig;
import io.jstach.jstache.JStachePath;
import org.jspecify.annotations.NullMarked;
