/**
 * Files that describe components become components; those that come with the program, and others.
 */
@NullMarked
package io.github.ksmprobe.components;

import org.jspecify.annotations.NullMarked;
