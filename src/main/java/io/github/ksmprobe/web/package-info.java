/** Metrics, findings, report and health over HTTP, every path matched exactly. */
@NullMarked
package io.github.ksmprobe.web;

import org.jspecify.annotations.NullMarked;
