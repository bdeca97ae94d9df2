package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.configfile.Section;
import io.github.ksmprobe.configfile.Value;
import io.github.ksmprobe.webconfig.TlsServer.Clients;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads {@code tls_server_config}. Relative paths start at the folder of the web config file. */
final class TlsReader {

  private static final List<String> KEYS =
      List.of(
          "cert_file",
          "key_file",
          "cert",
          "key",
          "client_auth_type",
          "client_ca_file",
          "client_ca",
          "client_allowed_sans",
          "min_version",
          "max_version",
          "cipher_suites",
          "prefer_server_cipher_suites",
          "curve_preferences");

  private static final List<ClientAuth> DEMANDING =
      List.of(ClientAuth.REQUIRE_ANY_CLIENT_CERT, ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT);

  private final Path file;
  private final Section section;

  private TlsReader(Path file, Section section) {
    this.file = file;
    this.section = section;
  }

  static TlsServer read(Path file, Section section) {
    return new TlsReader(file, section.only(KEYS)).read();
  }

  private TlsServer read() {
    return new TlsServer(
        source("cert_file", "cert").orElseThrow(() -> missing("cert_file", "cert")),
        source("key_file", "key").orElseThrow(() -> missing("key_file", "key")),
        clients(),
        versions(),
        section.given("cipher_suites").map(TlsReader::suites).orElse(List.of()),
        section.given("prefer_server_cipher_suites").map(Value::formerTruth).orElse(true),
        section.given("curve_preferences").map(TlsReader::groups).orElse(List.of()));
  }

  private InvalidSetting missing(String key, String inline) {
    return new InvalidSetting(
        "%s: tls_server_config needs %s, the path of a PEM file, or %s, the PEM text itself"
            .formatted(file, key, inline));
  }

  /** What has no default that would matter may be empty, as in Go. */
  private Optional<Value> named(String key) {
    return section.given(key).filter(value -> !value.isEmptyText());
  }

  private Optional<PemSource> source(String key, String inlineKey) {
    return source(key, section.given(key), inlineKey);
  }

  private Optional<PemSource> source(String key, Optional<Value> path, String inlineKey) {
    Optional<Value> inline = section.given(inlineKey);
    if (path.isPresent() && inline.isPresent()) {
      throw inline.get().wrong("cannot be combined with " + key + "; give one of them");
    }
    return path.<PemSource>map(this::inFile)
        .or(() -> inline.map(value -> new PemSource.Inline(place(value), value.text("PEM text"))));
  }

  private PemSource inFile(Value value) {
    String text = value.text("the path of a file");
    if (text.isEmpty()) {
      throw value.wrong("names no file");
    }
    try {
      return new PemSource.InFile(place(value), file.resolveSibling(text));
    } catch (InvalidPathException unusable) {
      throw value.wrong("this is not a path: " + unusable.getReason());
    }
  }

  private String place(Value value) {
    return file + ":" + value.line() + ": " + value.key();
  }

  private Clients clients() {
    Optional<Value> authKey = named("client_auth_type");
    ClientAuth auth = authKey.map(TlsReader::auth).orElse(ClientAuth.NO_CLIENT_CERT);
    Optional<PemSource> authorities =
        source("client_ca_file", named("client_ca_file"), "client_ca");
    if (authorities.isPresent() && auth == ClientAuth.NO_CLIENT_CERT) {
      throw new InvalidSetting(
          authorities.get().place()
              + ": no client is asked for a certificate; set client_auth_type, for example to"
              + " RequireAndVerifyClientCert");
    }
    if (authorities.isEmpty() && auth.isVerified()) {
      throw authKey
          .orElseThrow()
          .wrong(
              auth.word() + " needs client_ca_file, the authorities that clients are verified by");
    }
    Optional<Value> allowed = section.given("client_allowed_sans");
    if (allowed.isPresent() && !DEMANDING.contains(auth)) {
      throw allowed
          .get()
          .wrong(
              "a client may come without a certificate; set client_auth_type to"
                  + " RequireAndVerifyClientCert");
    }
    return new Clients(auth, authorities, allowed.map(TlsReader::names).orElse(List.of()));
  }

  /** An empty list in the toolkit lets nobody in; nobody means that. */
  private static List<String> names(Value value) {
    if (value.texts().isEmpty()) {
      throw value.wrong("the list is empty; name at least one, or leave the key out");
    }
    return value.texts();
  }

  private static ClientAuth auth(Value value) {
    String word = value.text();
    return ClientAuth.of(word)
        .orElseThrow(
            () ->
                value.wrong(
                    "\"%s\" is not accepted; write %s"
                        .formatted(word, oneOf(ClientAuth.values()))));
  }

  private static String oneOf(ClientAuth[] choices) {
    List<String> words = Arrays.stream(choices).map(ClientAuth::word).toList();
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }

  private List<TlsVersion> versions() {
    Optional<Value> newest = section.given("max_version");
    TlsVersion to = newest.map(TlsReader::version).orElse(TlsVersion.TLS13);
    Optional<Value> oldest = section.given("min_version");
    TlsVersion from = oldest.map(TlsReader::version).orElse(TlsVersion.TLS12);
    List<TlsVersion> spoken = TlsVersion.between(from, to);
    if (spoken.isEmpty()) {
      throw newest
          .or(() -> oldest)
          .orElseThrow()
          .wrong(
              from.compareTo(to) > 0
                  ? "%s is older than min_version, %s".formatted(to, from)
                  : "%s is not supported; TLS12 and TLS13 are".formatted(to));
    }
    return spoken;
  }

  private static TlsVersion version(Value value) {
    String word = value.text();
    return TlsVersion.of(word)
        .orElseThrow(
            () ->
                value.wrong(
                    "\"%s\" is not a version of TLS; TLS12 and TLS13 are supported"
                        .formatted(word)));
  }

  private static List<String> suites(Value value) {
    for (String suite : value.texts()) {
      if (!CipherSuites.isKnown(suite)) {
        throw value.wrong(
            "\"%s\" is not an accepted cipher suite; these are: %s"
                .formatted(suite, CipherSuites.words()));
      }
    }
    return value.texts();
  }

  private static List<String> groups(Value value) {
    return value.texts().stream()
        .map(
            curve ->
                CipherSuites.group(curve)
                    .orElseThrow(
                        () ->
                            value.wrong(
                                "\"%s\" is not an accepted curve; write CurveP256, CurveP384,"
                                        .formatted(curve)
                                    + " CurveP521 or X25519")))
        .toList();
  }
}
