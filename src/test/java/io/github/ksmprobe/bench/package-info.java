/** What it costs to watch a large cluster; run by hand, never by the tests. */
@NullMarked
package io.github.ksmprobe.bench;

import org.jspecify.annotations.NullMarked;
