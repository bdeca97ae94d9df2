package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.Section;
import io.github.ksmprobe.configfile.SettingsFile;
import io.github.ksmprobe.configfile.Value;
import io.github.ksmprobe.files.FilesRead;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the toolkit's web config file; what is not understood is refused, never ignored. */
final class WebConfigReader {

  private static final List<String> KEYS =
      List.of("tls_server_config", "http_server_config", "basic_auth_users");

  /** Known to the toolkit, so that the sentence can say more than that it is unknown. */
  private static final String RATE_LIMIT = "rate_limit";

  /** Headers that the toolkit lets be set, and the values it takes; none for any. */
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Strict-Transport-Security", List.of(),
          "X-Content-Type-Options", List.of("nosniff"),
          "X-Frame-Options", List.of("deny", "sameorigin"),
          "X-XSS-Protection", List.of(),
          "Content-Security-Policy", List.of());

  /** A check of a hash of this cost takes seconds; a scrape would end before it. */
  private static final int HIGHEST_COST = 15;

  private WebConfigReader() {}

  /**
   * Reads the file.
   *
   * @param files takes note of it
   * @throws InvalidSetting if it cannot be read or understood
   */
  static WebConfig read(Path file, FilesRead files) {
    files.note(file);
    Section root = SettingsFile.read(file.toString()).section().withMerged();
    root.value(RATE_LIMIT)
        .ifPresent(
            limit -> {
              throw limit.wrong(
                  "rate limits are not supported; leave it out, and let a NetworkPolicy say who may"
                      + " come");
            });
    root.only(KEYS);
    return new WebConfig(
        root.given("tls_server_config")
            .map(tls -> tls.section().withMerged())
            .filter(tls -> !tls.values().isEmpty())
            .map(tls -> TlsReader.read(file, tls)),
        root.given("basic_auth_users").map(WebConfigReader::users).orElse(Map.of()),
        root.given("http_server_config").map(WebConfigReader::headers).orElse(Map.of()));
  }

  private static Map<String, String> users(Value section) {
    Map<String, String> users = new LinkedHashMap<>();
    section
        .section()
        .withMerged()
        .values()
        .forEach((user, value) -> users.put(user, hash(user, value)));
    return users;
  }

  private static String hash(String user, Value value) {
    if (user.isEmpty() || user.contains(":")) {
      throw value.wrong("a user's name has no colon and is not empty");
    }
    String hash = value.text("a bcrypt hash");
    int cost =
        Bcrypt.cost(hash)
            .orElseThrow(
                () ->
                    value.wrong(
                        "this is not a bcrypt hash, which begins with $2a$, $2b$ or $2y$; make one"
                            + " with htpasswd -nBC 10 \"\""));
    if (cost > HIGHEST_COST) {
      throw value.wrong(
          "a cost of %d keeps a scrape waiting too long; make a hash with cost 10, %d at most"
              .formatted(cost, HIGHEST_COST));
    }
    return hash;
  }

  private static Map<String, String> headers(Value section) {
    Section http = section.section().withMerged().only(List.of("http2", "headers"));
    // HTTP/1.1 is spoken either way: http2 says what may be offered, and the client is asked.
    http.given("http2").ifPresent(Value::formerTruth);
    Map<String, String> headers = new LinkedHashMap<>();
    http.given("headers")
        .map(all -> all.section().withMerged().only(HEADERS.keySet().stream().sorted().toList()))
        .ifPresent(all -> all.values().forEach((name, value) -> header(name, value, headers)));
    return headers;
  }

  private static void header(String name, Value value, Map<String, String> headers) {
    List<String> accepted = HEADERS.getOrDefault(name, List.of());
    if (accepted.isEmpty() && value.isNull()) {
      return;
    }
    String text = value.text();
    if (!accepted.isEmpty() && !accepted.contains(text)) {
      throw value.wrong("\"" + text + "\" is not accepted; write " + String.join(" or ", accepted));
    }
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw value.wrong("a header's value is one line of printable ASCII");
    }
    headers.put(name, text);
  }
}
