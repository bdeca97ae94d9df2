package io.github.ksmprobe.diagnosis;

import static java.util.Objects.requireNonNull;

import io.github.ksmprobe.contract.KsmVersion;
import java.util.List;

/**
 * The verdicts that a workload would get under another version.
 *
 * @param version that other version
 * @param verdicts as {@link Diagnosis} gives them
 */
public record Outlook(KsmVersion version, List<Verdict> verdicts) {
  public Outlook {
    requireNonNull(version);
    verdicts = List.copyOf(verdicts);
  }
}
