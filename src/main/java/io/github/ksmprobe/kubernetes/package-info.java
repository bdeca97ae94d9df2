/**
 * Workloads from the API server: its own pod with whatever rights there are, or every pod of a
 * selector.
 */
@NullMarked
package io.github.ksmprobe.kubernetes;

import org.jspecify.annotations.NullMarked;
