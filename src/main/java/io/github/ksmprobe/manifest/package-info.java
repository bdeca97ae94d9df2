/** YAML files and standard input make workloads. */
@NullMarked
package io.github.ksmprobe.manifest;

import org.jspecify.annotations.NullMarked;
