package io.github.ksmprobe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that looks at what a class logs by {@link Logged}. It does not run beside those that run
 * whole exporters in this process: their lines would be among its own.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(CapturesLog.LINES)
public @interface CapturesLog {

  /** What is shared: the loggers of this process. */
  String LINES = "log lines";
}
