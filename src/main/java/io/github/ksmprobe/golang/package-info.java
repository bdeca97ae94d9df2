/**
 * What Go's net/url and net/http make of URLs, hosts, headers and HTTP/1: the rules that the
 * kubelet lives by.
 */
@NullMarked
package io.github.ksmprobe.golang;

import org.jspecify.annotations.NullMarked;
