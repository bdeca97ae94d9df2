package io.github.ksmprobe.repair;

import io.github.ksmprobe.workload.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Flags in a container's command line. */
final class Flags {

  private Flags() {}

  /** Without a flag, wherever and however often it is given. */
  static Container without(Container container, String flag) {
    return words(container, words -> without(words, "--" + flag));
  }

  private static List<String> without(List<String> words, String flag) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(flag)) {
        i++;
      } else if (!words.get(i).startsWith(flag + "=")) {
        kept.add(words.get(i));
      }
    }
    return kept;
  }

  /** With one more item in a flag's list, or with the flag, beside another that is there. */
  static Container with(Container container, String flag, String item, String beside) {
    String given = "--" + flag + "=";
    UnaryOperator<List<String>> more =
        words -> {
          List<String> changed = new ArrayList<>(words);
          for (int i = words.size() - 1; i >= 0; i--) {
            if (words.get(i).startsWith(given)) {
              changed.set(i, words.get(i) + "," + item);
              return changed;
            }
          }
          if (words.stream().anyMatch(word -> word.startsWith("--" + beside))) {
            changed.add(given + item);
          }
          return changed;
        };
    return words(container, more);
  }

  private static Container words(Container container, UnaryOperator<List<String>> change) {
    return new Container(
        container.name(),
        container.image(),
        change.apply(container.command()),
        change.apply(container.args()),
        container.env(),
        container.ports(),
        container.probes());
  }
}
