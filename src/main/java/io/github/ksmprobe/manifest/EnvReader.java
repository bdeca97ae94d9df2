package io.github.ksmprobe.manifest;

import io.github.ksmprobe.workload.Container.EnvValue;
import io.github.ksmprobe.workload.Container.EnvVar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the environment of a container.
 *
 * <p>{@code envFrom} does not say which names it brings. So each {@code $(NAME)} in command and
 * arguments that nothing else declares counts as brought by it, with a hidden value: an honest
 * "cannot be known" instead of a reference that looks undefined.
 */
final class EnvReader {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([^()]+)\\)");

  private EnvReader() {}

  static List<EnvVar> read(ManifestFields container, List<String> command, List<String> args) {
    List<EnvVar> declared =
        container.children("env").stream()
            .map(variable -> new EnvVar(variable.text("name"), value(variable)))
            .toList();
    List<EnvVar> all = new ArrayList<>(brought(container, declared, command, args));
    all.addAll(declared);
    return all;
  }

  private static EnvValue value(ManifestFields variable) {
    int mark = variable.problems().mark();
    EnvValue value =
        variable
            .child("valueFrom")
            .<EnvValue>map(EnvReader::valueFrom)
            .orElseGet(() -> new EnvValue.Literal(variable.text("value")));
    return variable.problems().since(mark).isEmpty()
        ? value
        : new EnvValue.Hidden("a value that cannot be read");
  }

  private static EnvValue valueFrom(ManifestFields from) {
    if (from.child("fieldRef").isPresent()) {
      String path = from.child("fieldRef").map(field -> field.text("fieldPath")).orElse("");
      return path.equals("status.podIP") || path.equals("status.podIPs")
          ? new EnvValue.PodIp()
          : new EnvValue.Hidden("field " + path);
    }
    String words =
        Stream.of(
                words(from, "secretKeyRef", "Secret", "name"),
                words(from, "configMapKeyRef", "ConfigMap", "name"),
                words(from, "resourceFieldRef", "resource", "resource"),
                words(from, "fileKeyRef", "file", "path"))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse("a source that the manifest does not show");
    return new EnvValue.Hidden(words);
  }

  /** They stand first, because a declared variable of the same name counts more. */
  private static List<EnvVar> brought(
      ManifestFields container, List<EnvVar> declared, List<String> command, List<String> args) {
    List<ManifestFields> sources = container.children("envFrom");
    Set<String> names = new LinkedHashSet<>();
    for (String text : Stream.concat(command.stream(), args.stream()).toList()) {
      REFERENCE
          .matcher(text.replace("$$", ""))
          .results()
          .forEach(result -> names.add(result.group(1)));
    }
    declared.forEach(variable -> names.remove(variable.name()));
    List<EnvVar> brought = new ArrayList<>();
    for (String name : names) {
      String words =
          sources.stream()
              .filter(source -> name.startsWith(source.text("prefix")))
              .map(
                  source ->
                      words(source, "secretRef", "Secret", "name")
                          + words(source, "configMapRef", "ConfigMap", "name"))
              .collect(Collectors.joining(" or "));
      if (!words.isEmpty()) {
        brought.add(new EnvVar(name, new EnvValue.Hidden(words)));
      }
    }
    return brought;
  }

  private static String words(ManifestFields from, String key, String noun, String nameKey) {
    return from.child(key).map(source -> (noun + " " + source.text(nameKey)).strip()).orElse("");
  }
}
