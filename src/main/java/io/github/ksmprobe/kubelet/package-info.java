/**
 * How the kubelet turns a configured probe into a request and follows redirects: rules without I/O.
 */
@NullMarked
package io.github.ksmprobe.kubelet;

import org.jspecify.annotations.NullMarked;
