/** Simulated pods and the exporter on them: the story of one break, from nothing. */
@NullMarked
package io.github.ksmprobe.demo;

import org.jspecify.annotations.NullMarked;
