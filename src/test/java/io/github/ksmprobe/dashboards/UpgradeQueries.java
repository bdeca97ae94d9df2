package io.github.ksmprobe.dashboards;

import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What later versions would make of the probes that succeed today. */
final class UpgradeQueries {

  private static final List<KsmVersion> VERSIONS =
      Contracts.all().stream().map(contract -> contract.since()).toList();

  private static final String TODAY = "on (PROBE) ksm_probe_kubelet_success == 1";
  private static final String MISMATCH = "max by (PROBE) (ksm_probe_mismatch) == 1";

  // It would pass by accident; that is wrong, but not broken.
  private static final String BROKEN = "reason!=\"catch_all\"";

  /** The first version that breaks each probe, as its place in the list of them. */
  static final String FIRST =
      "max by (PROBE, ksm_version, reason) ((\n  %s\n) and %s)"
          .formatted(
              IntStream.range(0, VERSIONS.size())
                  .mapToObj(
                      i ->
                          "%d * (ksm_probe_upgrade_mismatch{ksm_version=\"%s\",%s} == 1)"
                              .formatted(i + 1, VERSIONS.get(i).number(), BROKEN))
                  .collect(Collectors.joining("\n  or on (PROBE) ")),
              TODAY);

  static final String PER_VERSION =
      """
      count by (cluster, ksm_version) (
        max by (PROBE, ksm_version) (ksm_probe_upgrade_mismatch{%s} == 1 and %s)
      )"""
          .formatted(BROKEN, TODAY);

  /** Of a pod without a version there is no forecast. */
  static final String KNOWN =
      "(count(ksm_probe_kubelet_success) unless on () ksm_probe_target_info{version=\"unknown\"})";

  static final String BROKEN_ALREADY = MISMATCH + " unless " + TODAY;

  /** Pods whose probes are right today and stay right. */
  static final String READY =
      """
      (count(
        max by (POD) (ksm_probe_target_info{version!="unknown"})
        and on (POD) ksm_probe_kubelet_success
        unless on (POD) (ksm_probe_mismatch == 1 or ksm_probe_upgrade_mismatch{%s} == 1)
      ) or 0 * count(ksm_probe_target_info))
      / count(max by (POD) (ksm_probe_target_info))"""
          .formatted(BROKEN);

  /** Pods, with a number for what their claims are worth: the worse, the higher. */
  static final String VERSIONS_CLAIMED =
      Table.filled(
          """
          max by (POD, version, version_source, declared_version, image) (ksm_probe_target_info)
          * on (POD) group_left () max by (POD) (
            3 * ksm_probe_target_info{version="unknown"}
            or 2 * ((
              label_replace(ksm_probe_target_info{image=~".+:v?[0-9]+[.][0-9]+[.][0-9]+[^/]*"}, "claimed", "$1", "image", ".+:v?([0-9]+[.][0-9]+[.][0-9]+)[^/]*")
              or label_replace(ksm_probe_target_info{declared_version=~"v?[0-9]+[.][0-9]+[.][0-9]+.*"}, "claimed", "$1", "declared_version", "v?([0-9]+[.][0-9]+[.][0-9]+).*")
            ) unless label_replace(ksm_probe_target_info, "claimed", "$1", "version", "(.+)"))
            or 1 * ksm_probe_target_info
          )""",
          "declared_version");

  static final Mapping[] CLAIMS = {
    Mapping.of(1, "agree", Mapping.RIGHT),
    Mapping.of(2, "differ", Mapping.DOUBTFUL),
    Mapping.of(3, "not known", Mapping.UNKNOWN)
  };

  private UpgradeQueries() {}
}
