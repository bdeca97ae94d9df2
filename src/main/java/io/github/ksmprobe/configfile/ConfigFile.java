package io.github.ksmprobe.configfile;

import io.github.ksmprobe.config.Setting;
import io.github.ksmprobe.config.WrittenSettings;
import io.github.ksmprobe.text.OneLine;
import io.github.ksmprobe.yaml.CommentedYaml;
import java.util.List;
import java.util.Map;

/** The file of {@code --config.file}: flat, each key the name of a flag. */
public final class ConfigFile implements WrittenSettings {

  @Override
  public Map<String, Value> read(String file, List<String> known) {
    return SettingsFile.read(file).section().only(known).values();
  }

  /**
   * The file that would set all this, each value with its origin as a comment. Keys without a value
   * stand in comments of their own, and secrets are masked.
   */
  public static String render(List<Setting> settings) {
    CommentedYaml text = new CommentedYaml();
    for (Setting setting : settings) {
      if (setting.values().isEmpty()) {
        text.comment(setting.key() + " is not set");
      } else {
        text.put(
            setting.key(),
            value(setting.masked()),
            OneLine.within(setting.origin().words(), OneLine.LONGEST));
      }
    }
    return text.toString();
  }

  private static Object value(Setting setting) {
    String first = setting.values().getFirst();
    return switch (setting.kind()) {
      case TEXT -> first;
      case NUMBER -> Integer.valueOf(first);
      case TRUTH -> Boolean.valueOf(first);
      case TEXTS -> setting.values();
    };
  }
}
