package io.github.ksmprobe.repair;

import io.github.ksmprobe.workload.Pod;
import io.github.ksmprobe.workload.Workload;
import java.util.List;

/**
 * What to change in one object.
 *
 * @param workload as it is
 * @param repaired its pod with every certain change
 * @param remedies one for each verdict that asks for a change
 */
public record PodRepair(Workload workload, Pod repaired, List<Remedy> remedies) {

  public PodRepair {
    remedies = List.copyOf(remedies);
  }

  /** All certain changes together. */
  public List<FieldChange> changes() {
    return Changes.between(workload.pod(), repaired);
  }
}
