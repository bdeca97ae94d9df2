package io.github.ksmprobe.config;

import java.util.List;
import java.util.Map;

/** Where the configuration file is read; the command line needs it and knows no format. */
@FunctionalInterface
public interface WrittenSettings {

  /**
   * Reads the file as it is now.
   *
   * @param file its name
   * @param known the keys that are accepted, in the order to list them
   * @throws InvalidSetting if it cannot be read, or if anything but these keys stands in it
   */
  Map<String, ? extends ConfigValue> read(String file, List<String> known);
}
