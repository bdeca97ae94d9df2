package io.github.ksmprobe.config;

/** Where the value of a setting comes from; what is named first here wins. */
public sealed interface Origin {

  record Flag() implements Origin {}

  /**
   * The configuration file.
   *
   * @param name of the file as it was given
   * @param line counted from 1
   */
  record File(String name, int line) implements Origin {
    /** The place as editors understand it. */
    @Override
    public String toString() {
      return name + ":" + line;
    }
  }

  /**
   * The environment.
   *
   * @param variable its name
   */
  record Environment(String variable) implements Origin {}

  /** Nobody said anything. */
  record Default() implements Origin {}

  /** In words, for a comment behind the value. */
  default String words() {
    return switch (this) {
      case Flag _ -> "flag";
      case File file -> file.toString();
      case Environment(var variable) -> "environment, " + variable;
      case Default _ -> "default";
    };
  }
}
