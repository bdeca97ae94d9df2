package io.github.ksmprobe.kubelet;

import static java.util.Objects.requireNonNull;

/**
 * A URL as Go's net/url reads and writes it; every string holds one byte of UTF-8 per char.
 *
 * @param scheme lower case
 * @param opaque what follows the scheme where no slash does
 * @param userInfo escaped, without the at sign; empty without one
 * @param host with the port; IPv6 in brackets
 * @param path escaped, as it goes on the wire
 * @param query without the question mark
 * @param forceQuery whether a question mark stands there without a query
 * @param fragment escaped, without the hash sign
 */
public record GoUrl(
    String scheme,
    String opaque,
    String userInfo,
    String host,
    String path,
    String query,
    boolean forceQuery,
    String fragment) {
  public GoUrl {
    requireNonNull(scheme);
    requireNonNull(opaque);
    requireNonNull(userInfo);
    requireNonNull(host);
    requireNonNull(path);
    requireNonNull(query);
    requireNonNull(fragment);
  }
}
