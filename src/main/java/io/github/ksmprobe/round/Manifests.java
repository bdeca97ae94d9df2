package io.github.ksmprobe.round;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.workload.Workload;
import java.util.List;

/** Reads workloads out of files. */
@FunctionalInterface
public interface Manifests {

  /**
   * Reads one file, or standard input for {@code -}. Must not throw for bad input: that is a
   * problem in the result.
   */
  Loaded read(String file);

  /**
   * What a file held.
   *
   * @param workloads the objects with kube-state-metrics in them
   * @param passedOver how many other objects there were
   * @param problems one sentence each: what, where, what to do
   */
  record Loaded(List<Workload> workloads, int passedOver, List<Problem> problems) {
    public Loaded {
      workloads = List.copyOf(workloads);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Something in a file that cannot be read.
   *
   * @param source the file
   * @param line from 1; 0 where it concerns the whole file
   * @param message one sentence
   */
  record Problem(String source, int line, String message) {
    public Problem {
      requireNonNull(source);
      requireNonNull(message);
    }

    /** As compilers print it. */
    @Override
    public String toString() {
      return line == 0 ? source + ": " + message : source + ":" + line + ": " + message;
    }
  }
}
