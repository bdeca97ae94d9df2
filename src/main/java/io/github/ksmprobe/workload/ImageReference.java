package io.github.ksmprobe.workload;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import io.github.ksmprobe.contract.KsmVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container image reference taken apart.
 *
 * @param repository registry, path and name, without tag and digest
 * @param tag empty where it has none
 * @param digest {@code sha256:…}; empty where it has none
 */
public record ImageReference(String repository, String tag, String digest) {

  /**
   * A version and what a rebuild puts behind it. Before it only words that name no other product; a
   * SNAPSHOT is none of kube-state-metrics, which publishes none.
   */
  private static final Pattern TAG =
      Pattern.compile(
          "(?is)(?:(?:release|version|stable|upstream|mirror|mirrored|ksm|kube-state-metrics|linux"
              + "|amd64|arm64)[-_])*(v?[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5})(?![0-9])"
              + "(?!.*snapshot).*");

  /** Distributions whose tags are their own versions, whatever is in the image. */
  private static final Pattern OF_OTHER_PRODUCTS =
      Pattern.compile(
          "(?:^|/)(?:stolostron/|open-cluster-management/|rhacm2|multicluster-engine|ose-|origin-)");

  /** {@link #TAG} where nothing can look ahead, as in RE2: a snapshot is not ruled out there. */
  public static String tagPattern() {
    return "^" + TAG.pattern().replace("(?![0-9])(?!.*snapshot).*", "(?:[^0-9].*)?$");
  }

  /** Finds those repositories whose tags count something else. */
  public static String otherProducts() {
    return OF_OTHER_PRODUCTS.pattern();
  }

  /**
   * Takes any text apart and refuses none: what Kubernetes would not pull has an odd repository
   * here.
   *
   * <p>Charts join repository and tag with a colon, so a digest smuggled in as {@code
   * repository@sha256} and a hex tag arrives as an ordinary digest.
   */
  public static ImageReference parse(String image) {
    String text = image.strip();
    int at = text.indexOf('@');
    String named = at < 0 ? text : text.substring(0, at);
    String digest = at < 0 ? "" : text.substring(at + 1);
    // A colon before the last slash belongs to the registry's port.
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    return colon < 0
        ? new ImageReference(named, "", digest)
        : new ImageReference(named.substring(0, colon), named.substring(colon + 1), digest);
  }

  /** The last segment of the repository's path: {@code kube-state-metrics} for example. */
  public String name() {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  /**
   * The version of kube-state-metrics that the tag names; none for a digest, {@code latest} or no
   * tag, nor where the tag counts another product's releases.
   */
  public Optional<KsmVersion> version() {
    return version(Contracts.KUBE_STATE_METRICS);
  }

  /** The same of another component. */
  public Optional<KsmVersion> version(Component component) {
    Matcher read = TAG.matcher(tag);
    return read.matches() && !OF_OTHER_PRODUCTS.matcher(repository).find()
        ? KsmVersion.findIn(read.group(1)).filter(component::mayHave)
        : Optional.empty();
  }

  /** Whether the tag holds a version, and none of kube-state-metrics. */
  public boolean namesAnotherVersion() {
    return version().isEmpty() && KsmVersion.findIn(tag).isPresent();
  }
}
