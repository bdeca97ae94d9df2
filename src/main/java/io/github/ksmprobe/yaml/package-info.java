/** YAML becomes a tree that knows its lines, and no more of it than its reader can hold. */
@NullMarked
package io.github.ksmprobe.yaml;

import org.jspecify.annotations.NullMarked;
