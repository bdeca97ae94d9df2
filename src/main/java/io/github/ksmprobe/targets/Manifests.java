package io.github.ksmprobe.targets;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.repair.PodRepair;
import io.github.ksmprobe.workload.Workload;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads workloads out of files. */
@FunctionalInterface
public interface Manifests {

  /**
   * Reads one file, or standard input for {@code -}. Must not throw for bad input: that is a
   * problem in the result.
   */
  Loaded read(String file);

  /** The same of another component, where somebody can look for it. */
  default Loaded read(String file, Component component) {
    try (Reading reading = open(file, List.of(component))) {
      List<Workload> workloads = new ArrayList<>();
      for (Optional<Workload> next = reading.next(); next.isPresent(); next = reading.next()) {
        workloads.add(next.get());
      }
      return new Loaded(workloads, reading.passedOver(), reading.problems());
    }
  }

  /** The same object by object, where somebody can; else the file is read as a whole. */
  default Reading open(String file) {
    Loaded loaded = read(file);
    Iterator<Workload> workloads = loaded.workloads().iterator();
    return new Reading() {
      @Override
      public Optional<Workload> next() {
        return workloads.hasNext() ? Optional.of(workloads.next()) : Optional.empty();
      }

      @Override
      public int passedOver() {
        return loaded.passedOver();
      }

      @Override
      public List<Problem> problems() {
        return loaded.problems();
      }

      @Override
      public void close() {}
    };
  }

  /**
   * The same of other components, where somebody can look for them.
   *
   * @param components what to look for
   */
  default Reading open(String file, List<Component> components) {
    return open(file);
  }

  /**
   * Writes changes into a file that was read.
   *
   * @return why not, in one sentence; empty where it is done
   */
  default Optional<String> write(String file, List<PodRepair> repairs) {
    return Optional.of("This cannot be changed: name a file.");
  }

  /**
   * The objects with kube-state-metrics in them, or with what else is looked for, read as they are
   * asked for.
   */
  interface Reading extends AutoCloseable {

    /** The next one; empty at the end. */
    Optional<Workload> next();

    /** How many other objects there were up to here. */
    int passedOver();

    /** One sentence each: what, where, what to do. */
    List<Problem> problems();

    @Override
    void close();
  }

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
    /** As compilers print it. */
    @Override
    public String toString() {
      return line == 0 ? source + ": " + message : source + ":" + line + ": " + message;
    }
  }
}
