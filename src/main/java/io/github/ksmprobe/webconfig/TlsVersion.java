package io.github.ksmprobe.webconfig;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Versions of TLS by the toolkit's names; the JDK speaks the last two and has switched off the
 * others.
 */
enum TlsVersion {
  TLS10("TLSv1", false),
  TLS11("TLSv1.1", false),
  TLS12("TLSv1.2", true),
  TLS13("TLSv1.3", true);

  private final String jdk;
  private final boolean spoken;

  TlsVersion(String jdk, boolean spoken) {
    this.jdk = jdk;
    this.spoken = spoken;
  }

  String jdk() {
    return jdk;
  }

  static Optional<TlsVersion> of(String word) {
    return Arrays.stream(values()).filter(version -> version.name().equals(word)).findFirst();
  }

  /** Those that are spoken from the one to the other; empty where none is. */
  static List<TlsVersion> between(TlsVersion oldest, TlsVersion newest) {
    return Arrays.stream(values())
        .filter(version -> version.spoken)
        .filter(version -> version.compareTo(oldest) >= 0 && version.compareTo(newest) <= 0)
        .toList();
  }
}
