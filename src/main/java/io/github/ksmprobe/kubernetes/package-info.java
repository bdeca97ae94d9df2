/**
 * Workloads from the API server: the own pod by whatever rights there are, or every pod of a
 * selector.
 */
@NullMarked
package io.github.ksmprobe.kubernetes;

import org.jspecify.annotations.NullMarked;
