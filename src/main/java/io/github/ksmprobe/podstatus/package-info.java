/**
 * What is known of a pod: its status as the kubelet reports it, where that comes from, and how old
 * it is.
 */
@NullMarked
package io.github.ksmprobe.podstatus;

import org.jspecify.annotations.NullMarked;
