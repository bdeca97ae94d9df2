package io.github.ksmprobe.cli;

import io.github.ksmprobe.config.ClusterChoice;
import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.KsmVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code scan} is to do.
 *
 * @param choice which pods of which cluster
 * @param component to look for
 * @param versions to judge under, by declaration alone; empty for what runs
 * @param output how to print
 * @param strict whether warnings count
 * @param every how often to look again; empty for one look
 */
public record ScanOrder(
    ClusterChoice choice,
    Component component,
    List<KsmVersion> versions,
    Output output,
    boolean strict,
    Optional<Duration> every) {

  public ScanOrder {
    versions = List.copyOf(versions);
  }
}
