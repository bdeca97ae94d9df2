@NullMarked
package io.github.ksmprobe.web;

import org.jspecify.annotations.NullMarked;
