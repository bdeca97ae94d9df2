package io.github.ksmprobe.webconfig;

import java.util.Map;
import java.util.Optional;

/**
 * What a web config file says, before any other file is opened.
 *
 * @param tls how TLS is spoken; empty for plain HTTP
 * @param users bcrypt hash by user; empty lets everybody in
 * @param headers sent with every answer, by name
 */
record WebConfig(Optional<TlsServer> tls, Map<String, String> users, Map<String, String> headers) {
  WebConfig {
    users = Map.copyOf(users);
    headers = Map.copyOf(headers);
  }
}
