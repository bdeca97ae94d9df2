package io.github.ksmprobe.yaml;

import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Maps, lists, texts, numbers and truth values as YAML, one key a line. */
public final class YamlText {

  private static final DumpSettings FORM =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(1000)
          .setUseUnicodeEncoding(false)
          .setDereferenceAliases(true)
          .build();

  /** What Kubernetes' older YAML takes for something else than a text: yes, on, 012, 1_000. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|=|<<|[-+.]?[0-9].*");

  private YamlText() {}

  /** The text, with its last line end. */
  public static String of(Map<String, ?> value) {
    return new Dump(FORM, new Representer(ScalarStyle.PLAIN)).dumpToString(value);
  }

  /** A text or a number in one line; a number is never quoted. */
  static String scalar(Object value, ScalarStyle style) {
    return new Dump(FORM, new Representer(style)).dumpToString(value).strip();
  }

  private static final class Representer extends StandardRepresenter {
    Representer(ScalarStyle style) {
      super(FORM);
      representers.put(
          String.class,
          text ->
              representScalar(
                  Tag.STR,
                  (String) text,
                  style == ScalarStyle.PLAIN && AMBIGUOUS.matcher((String) text).matches()
                      ? ScalarStyle.DOUBLE_QUOTED
                      : style));
    }
  }
}
