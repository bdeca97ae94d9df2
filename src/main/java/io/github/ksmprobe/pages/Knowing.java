package io.github.ksmprobe.pages;

import io.github.ksmprobe.contract.Contracts;

/** What the foot of each page says of how old the exporter's knowledge is. */
interface Knowing {

  default String newestKnown() {
    return Contracts.newest().toString();
  }

  default String knownUntil() {
    return Contracts.knownUntil().toString();
  }
}
