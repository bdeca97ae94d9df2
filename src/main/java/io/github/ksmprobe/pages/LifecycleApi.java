package io.github.ksmprobe.pages;

import java.time.Duration;

/** What the pages know of the running program, and what they can have done. */
public interface LifecycleApi {

  /** How long a round on demand may take where the caller sets no limit. */
  Duration longestRound();

  /** The configuration in effect as YAML, without secrets. */
  String config();

  /** Reads the configuration again, and waits until that is done. */
  Outcome reload();

  sealed interface Outcome {
    /** What the file says is in effect. */
    record Done() implements Outcome {}

    /**
     * The previous configuration stays in effect.
     *
     * @param sentence what is wrong with the new one
     */
    record Refused(String sentence) implements Outcome {}

    /** There is no file that could be read. */
    record NoFile() implements Outcome {}
  }

  /** Of a program that has no configuration, the demo for example. */
  static LifecycleApi fixed(Duration longestRound) {
    return new LifecycleApi() {
      @Override
      public Duration longestRound() {
        return longestRound;
      }

      @Override
      public String config() {
        return "# There is no configuration.\n";
      }

      @Override
      public Outcome reload() {
        return new Outcome.NoFile();
      }
    };
  }
}
