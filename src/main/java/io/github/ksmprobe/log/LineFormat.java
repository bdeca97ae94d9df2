package io.github.ksmprobe.log;

import java.util.Map;

/** How keys and values become one line. */
@FunctionalInterface
interface LineFormat {

  /** One line, without its end, that no value can break. */
  String line(Map<String, Object> fields);
}
