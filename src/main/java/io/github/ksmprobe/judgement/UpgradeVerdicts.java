package io.github.ksmprobe.judgement;

import io.github.ksmprobe.contract.KsmVersion;
import io.github.ksmprobe.diagnosis.Diagnosis;
import io.github.ksmprobe.diagnosis.Verdict;
import java.util.List;

/**
 * The verdicts that a workload would get under another version.
 *
 * @param version that other version
 * @param verdicts as {@link Diagnosis} gives them
 */
public record UpgradeVerdicts(KsmVersion version, List<Verdict> verdicts) {
  public UpgradeVerdicts {
    verdicts = List.copyOf(verdicts);
  }
}
