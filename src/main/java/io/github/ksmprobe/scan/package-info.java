/**
 * Pods seen from outside the cluster: what the ways through the API server show, put together into
 * what the kubelet gets.
 */
@NullMarked
package io.github.ksmprobe.scan;

import org.jspecify.annotations.NullMarked;
