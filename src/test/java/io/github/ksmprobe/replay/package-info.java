/** What an exporter shows over an hour of somebody's life, replayed through the alerts. */
@NullMarked
package io.github.ksmprobe.replay;

import org.jspecify.annotations.NullMarked;
