/** What each release of the Helm charts renders, and which release an umbrella chart brings. */
@NullMarked
package io.github.ksmprobe.charts;

import org.jspecify.annotations.NullMarked;
