package io.github.ksmprobe.cli;

import static java.util.Objects.requireNonNull;

/**
 * A key of the configuration file, for its reference page.
 *
 * @param name the flag's name without dashes
 * @param accepted what it takes, in words
 * @param byDefault what it is where it is left out; empty for nothing, or where the meaning says it
 * @param meaning the flag's description
 */
public record Key(String name, String accepted, String byDefault, String meaning) {
  public Key {
    requireNonNull(name);
    requireNonNull(accepted);
    requireNonNull(byDefault);
    requireNonNull(meaning);
  }
}
