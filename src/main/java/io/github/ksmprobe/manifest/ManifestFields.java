package io.github.ksmprobe.manifest;

import io.github.ksmprobe.yaml.Yaml;
import io.github.ksmprobe.yaml.Yaml.Mapping;
import io.github.ksmprobe.yaml.Yaml.Scalar;
import io.github.ksmprobe.yaml.Yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of one mapping by type, and notes as a problem what Kubernetes would refuse.
 *
 * <p>Only what is read is checked: a field that nobody judges may hold anything. A field that is
 * missing or null has its type's zero, which the API reads as its default. Quotes decide the type,
 * as for the API server: in them a number is a text, and without them it is none.
 *
 * @param node the mapping
 * @param object kind and name of the Kubernetes object, for the message; empty until known
 * @param path of the mapping in the object; empty for the object itself
 * @param problems where problems go
 */
record ManifestFields(Mapping node, String object, String path, Problems problems) {

  /** The value of a field; empty where it is missing or null. */
  Optional<Yaml> value(String key) {
    return node.get(key).filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  /**
   * A text; empty where it is missing. It may hold two braces, as the arguments of a program that
   * fills templates itself do.
   */
  String text(String key) {
    return value(key).map(value -> text(key, value)).orElse("");
  }

  /** A text that a chart would have filled in; two braces in it were not rendered. */
  String renderedText(String key) {
    Optional<Yaml> value = value(key);
    if (value.filter(Yaml::isTemplate).isPresent()) {
      refuse(key, value.get(), "a text");
      return "";
    }
    return text(key);
  }

  /** A list of texts; empty where it is missing. */
  List<String> texts(String key) {
    List<Yaml> items = items(key);
    List<String> texts = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      texts.add(text(key + "[" + i + "]", items.get(i)));
    }
    return texts;
  }

  /** A mapping of texts; empty where it is missing. */
  Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    child(key)
        .ifPresent(
            map -> map.node.all().forEach((name, value) -> texts.put(name, map.text(name, value))));
    return texts;
  }

  /** A whole number, 0 or more; 0 where it is missing. */
  int number(String key) {
    return value(key).map(value -> number(key, value)).orElse(0);
  }

  /** A truth value in any of the spellings of YAML 1.1, which Kubernetes reads. */
  boolean flag(String key) {
    Optional<Yaml> value = value(key);
    if (value.isPresent() && value.get() instanceof Scalar scalar && isBare(scalar)) {
      Optional<Boolean> truth = BareValue.truth(scalar.text());
      if (truth.isPresent()) {
        return truth.get();
      }
    }
    value.ifPresent(wrong -> refuse(key, wrong, "true or false"));
    return false;
  }

  /** A mapping; empty where it is missing. */
  Optional<ManifestFields> child(String key) {
    return value(key).flatMap(value -> mapping(key, value));
  }

  /** A list of mappings; empty where it is missing. */
  List<ManifestFields> children(String key) {
    List<Yaml> items = items(key);
    List<ManifestFields> children = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      mapping(key + "[" + i + "]", items.get(i)).ifPresent(children::add);
    }
    return children;
  }

  /** The same mapping, with the object's name in every message. */
  ManifestFields named(String name) {
    return new ManifestFields(node, name, path, problems);
  }

  /** Notes that a value is not what Kubernetes takes there. */
  void refuse(String key, Yaml value, String wanted) {
    if (value.isTemplate()) {
      problems.add(
          ManifestProblem.Kind.TEMPLATE, value, object, pathTo(key) + " " + Sentences.TEMPLATE);
    } else if (value.isTagged()) {
      say(
          key,
          value,
          "has the tag "
              + value.tag()
              + ", which Kubernetes does not know: render the file with the tool that knows it.");
    } else {
      String found = Sentences.describe(value);
      say(key, value, "is " + found + ", but Kubernetes takes " + wanted + " there: correct it.");
    }
  }

  /** Notes a problem of the mapping as a whole. */
  void say(String what) {
    problems.add(node, object, (path.isEmpty() ? "it" : path) + " " + what);
  }

  private void say(String key, Yaml place, String what) {
    problems.add(place, object, pathTo(key) + " " + what);
  }

  private String text(String key, Yaml value) {
    if (value instanceof Scalar scalar && !scalar.isTagged()) {
      if (scalar.plain() && scalar.tag().isEmpty() && BareValue.isNoText(scalar.text())) {
        say(
            key,
            value,
            "is " + scalar.text() + ", which is no text to Kubernetes: put it in quotes.");
      }
      return scalar.isNull() ? "" : scalar.text();
    }
    refuse(key, value, "a text");
    return "";
  }

  // In quotes it is a text, and the API server takes no text for a number.
  private static boolean isBare(Scalar scalar) {
    return !scalar.isTagged() && scalar.plain();
  }

  private int number(String key, Yaml value) {
    if (value instanceof Scalar scalar && isBare(scalar)) {
      try {
        int number = Integer.parseInt(scalar.text());
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Refused below, together with what is no scalar at all.
      }
    }
    refuse(key, value, "a whole number from 0");
    return 0;
  }

  /** The values of a list; empty where it is missing. */
  List<Yaml> items(String key) {
    Optional<Yaml> value = value(key);
    if (value.isPresent() && value.get() instanceof Sequence sequence) {
      return sequence.items();
    }
    value.ifPresent(wrong -> refuse(key, wrong, "a list"));
    return List.of();
  }

  private Optional<ManifestFields> mapping(String key, Yaml value) {
    if (value instanceof Mapping mapping && !mapping.isTagged() && !mapping.isTemplate()) {
      return Optional.of(new ManifestFields(mapping, object, pathTo(key), problems));
    }
    refuse(key, value, "a mapping");
    return Optional.empty();
  }

  private String pathTo(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
