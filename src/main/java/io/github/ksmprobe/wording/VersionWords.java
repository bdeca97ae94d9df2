package io.github.ksmprobe.wording;

import io.github.ksmprobe.contract.ContractMatch;
import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.workload.ImageReference;

/** A running version in words, for every format alike. */
public final class VersionWords {

  private VersionWords() {}

  /** {@code v2.14.0}, or what is known instead. */
  public static String name(RunningVersion version) {
    return switch (version.match()) {
      case ContractMatch.Known(var known, _) -> known.toString();
      case ContractMatch.Newer(var newer, _) -> newer + ", newer than the table";
      case ContractMatch.Older(var older) -> older + ", older than the table";
      case ContractMatch.Fingerprint(var row) -> "of unknown version, answering as " + row.since();
      case ContractMatch.Unreadable(var image) -> "of unknown version" + tag(image);
    };
  }

  // Without a word on it the tag looks as if it had been overlooked.
  private static String tag(String image) {
    ImageReference reference = ImageReference.parse(image);
    return reference.namesAnotherVersion()
        ? ", as the tag " + reference.tag() + " is none of its own"
        : "";
  }

  /** How it was learnt, {@code by its image} for example; empty where there is nothing to say. */
  public static String source(RunningVersion version) {
    return switch (version.source()) {
      case GIVEN, NONE -> "";
      case LANDING_PAGE -> "by its landing page";
      case BUILD_INFO -> "by its build_info";
      case IMAGE -> "by its image";
      case FINGERPRINT -> "by its behaviour";
    };
  }
}
