package io.github.ksmprobe;

import java.util.Optional;

/**
 * Which build this is, from the jar's manifest.
 *
 * @param version of the release
 * @param revision of the source; empty outside a release build
 * @param branch of the source; empty outside a release build
 */
record Build(String version, String revision, String branch) {

  static Build read() {
    Package own = Build.class.getPackage();
    return new Build(
        Optional.ofNullable(own.getImplementationVersion()).orElse("unpackaged"),
        System.getProperty("ksmprobe.revision", ""),
        System.getProperty("ksmprobe.branch", ""));
  }
}
