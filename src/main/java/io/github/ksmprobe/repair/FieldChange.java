package io.github.ksmprobe.repair;

import java.util.List;
import java.util.Optional;

/**
 * One field of a container that changes.
 *
 * @param container its name
 * @param field the keys that lead to it, {@code readinessProbe, httpGet, port} for example
 * @param from a text, a number, a list or a mapping; empty where it is not set
 * @param to the same; empty where it is removed
 */
public record FieldChange(
    String container, List<String> field, Optional<Object> from, Optional<Object> to) {

  public FieldChange {
    field = List.copyOf(field);
  }
}
