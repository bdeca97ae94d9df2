/**
 * Campaigns of hostile and mutated input, made from a seed: {@code make soak} runs them for
 * minutes, the tests a few cases of each.
 */
@NullMarked
package io.github.ksmprobe.soak;

import org.jspecify.annotations.NullMarked;
