package io.github.ksmprobe.repair;

import io.github.ksmprobe.diagnosis.Fix;
import io.github.ksmprobe.diagnosis.Verdict;
import java.util.List;

/** What becomes of a verdict that asks for a change. */
public sealed interface Remedy {

  /** The verdict as it was. */
  Verdict verdict();

  /**
   * There is one right change, and the model says that the probe works with it.
   *
   * @param fix of the verdict as it was; another may follow from what it brings to light
   */
  record Certain(Verdict verdict, Fix fix) implements Remedy {}

  /**
   * A person has to choose, or to look.
   *
   * @param choices one or more
   */
  record Open(Verdict verdict, List<Fix> choices) implements Remedy {
    public Open {
      choices = List.copyOf(choices);
    }
  }
}
