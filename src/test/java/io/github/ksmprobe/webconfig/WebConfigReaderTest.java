package io.github.ksmprobe.webconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web config file may say, and the sentence for everything else. */
class WebConfigReaderTest {

  private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";
  private static final String PAIR = "tls_server_config:\n  cert_file: c\n  key_file: k\n";

  @TempDir private Path folder = Path.of(".");

  @Test
  void every_key_has_its_place() {
    WebConfig config =
        read(
            """
            tls_server_config:
              cert_file: tls/tls.crt
              key_file: /etc/tls/tls.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: ../ca.crt
              client_allowed_sans: [prometheus.monitoring.svc]
              min_version: TLS11
              max_version: TLS12
              cipher_suites:
                - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                - TLS_AES_128_GCM_SHA256
              prefer_server_cipher_suites: false
              curve_preferences: [X25519, CurveP256]
            http_server_config:
              http2: true
              headers:
                Strict-Transport-Security: max-age=31536000
                X-Frame-Options: deny
            basic_auth_users:
              alice: %s
            """
                .formatted(HASH));
    TlsServer tls = config.tls().orElseThrow();
    assertEquals(folder.resolve("tls/tls.crt"), path(tls.certificate()));
    assertEquals(Path.of("/etc/tls/tls.key"), path(tls.key()));
    assertEquals(ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT, tls.clients().auth());
    assertEquals(folder.resolve("../ca.crt"), path(tls.clients().authorities().orElseThrow()));
    assertEquals(List.of("prometheus.monitoring.svc"), tls.clients().allowedNames());
    assertEquals(List.of(TlsVersion.TLS12), tls.versions());
    assertEquals(
        List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
        tls.cipherSuites());
    assertEquals(false, tls.serverOrder());
    assertEquals(List.of("x25519", "secp256r1"), tls.groups());
    assertEquals(Map.of("alice", HASH), config.users());
    assertEquals(
        Map.of("Strict-Transport-Security", "max-age=31536000", "X-Frame-Options", "deny"),
        config.headers());
  }

  @Test
  void the_documented_example_is_read() throws IOException {
    String page = Files.readString(Path.of("docs/web-config.md"));
    WebConfig config = read(page.split("```yaml\n", 2)[1].split("```", 2)[0]);
    assertEquals(folder.resolve("tls/tls.crt"), path(config.tls().orElseThrow().certificate()));
    assertEquals(Map.of("prometheus", HASH), config.users());
    assertEquals(Map.of("Strict-Transport-Security", "max-age=31536000"), config.headers());
  }

  @Test
  void defaults_are_the_toolkits() {
    TlsServer tls = read(PAIR).tls().orElseThrow();
    assertEquals(ClientAuth.NO_CLIENT_CERT, tls.clients().auth());
    assertEquals(List.of(TlsVersion.TLS12, TlsVersion.TLS13), tls.versions());
    assertEquals(true, tls.serverOrder());
    assertEquals(List.of(), tls.cipherSuites());
    assertEquals(List.of(), tls.groups());
  }

  @Test
  void the_toolkits_former_name_of_a_way_to_ask_is_taken() {
    assertEquals(
        ClientAuth.REQUIRE_ANY_CLIENT_CERT,
        read(PAIR + "  client_auth_type: RequireClientCert\n")
            .tls()
            .orElseThrow()
            .clients()
            .auth());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "tls_server_config:\nbasic_auth_users:\nhttp_server_config:\n",
        "{}"
      })
  void a_file_that_says_nothing_asks_for_nothing(String text) {
    assertEquals(new WebConfig(Optional.empty(), Map.of(), Map.of()), read(text));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        bad(
            "basic_auth_user: {}",
            "1: unknown key \"basic_auth_user\"; did you mean \"basic_auth_users\"? Known keys:"
                + " tls_server_config, http_server_config, basic_auth_users"),
        bad(
            "rate_limit: {interval: 1s, burst: 20}",
            "1: rate_limit: rate limits are not supported; leave it out, and let a NetworkPolicy"
                + " say who may come"),
        bad(
            "tls_server_config: {cert_file: c}",
            " tls_server_config needs key_file, the path of a PEM file, or key, the PEM text"
                + " itself"),
        bad(
            "tls_server_config: {min_version: TLS13}",
            " tls_server_config needs cert_file, the path of a PEM file, or cert, the PEM text"
                + " itself"),
        bad(
            PAIR + "  cert: |\n    x\n",
            "4: tls_server_config.cert: cannot be combined with cert_file; give one of them"),
        bad(
            "tls_server_config:\n  cert_file: ''\n  key_file: k\n",
            "2: tls_server_config.cert_file: names no file"),
        bad(
            "tls_server_config:\n  cert_file: [a]\n",
            "2: tls_server_config.cert_file must be the path of a file, not a list"),
        bad(
            PAIR + "  cert_fle: x\n",
            "4: unknown key \"cert_fle\"; did you mean \"cert_file\"? Known keys: cert_file,"
                + " key_file, cert, key, client_auth_type, client_ca_file, client_ca,"
                + " client_allowed_sans, min_version, max_version, cipher_suites,"
                + " prefer_server_cipher_suites, curve_preferences"),
        bad(
            PAIR + "  client_auth_type: Require\n",
            "4: tls_server_config.client_auth_type: \"Require\" is not accepted; write"
                + " NoClientCert, RequestClientCert, RequireAnyClientCert,"
                + " VerifyClientCertIfGiven or RequireAndVerifyClientCert"),
        bad(
            PAIR + "  client_auth_type: RequireAndVerifyClientCert\n",
            "4: tls_server_config.client_auth_type: RequireAndVerifyClientCert needs"
                + " client_ca_file, the authorities that clients are verified by"),
        bad(
            PAIR + "  client_ca_file: ca\n",
            "4: tls_server_config.client_ca_file: no client is asked for a certificate; set"
                + " client_auth_type, for example to RequireAndVerifyClientCert"),
        bad(
            PAIR
                + "  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: ca\n"
                + "  client_allowed_sans: [a]\n",
            "6: tls_server_config.client_allowed_sans: a client may come without a certificate;"
                + " set client_auth_type to RequireAndVerifyClientCert"),
        bad(
            PAIR + "  client_auth_type: RequireAnyClientCert\n  client_allowed_sans: []\n",
            "5: tls_server_config.client_allowed_sans: the list is empty; name at least one, or"
                + " leave the key out"),
        bad(
            PAIR + "  min_version: TLS14\n",
            "4: tls_server_config.min_version: \"TLS14\" is not a version of TLS; TLS12 and TLS13"
                + " are supported"),
        bad(
            PAIR + "  max_version: TLS11\n  min_version: TLS10\n",
            "4: tls_server_config.max_version: TLS11 is not supported; TLS12 and TLS13 are"),
        bad(
            PAIR + "  min_version: TLS13\n  max_version: TLS12\n",
            "5: tls_server_config.max_version: TLS12 is older than min_version, TLS13"),
        bad(
            PAIR + "  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]\n",
            "4: tls_server_config.cipher_suites: \"TLS_RSA_WITH_RC4_128_SHA\" is not an accepted cipher suite; these are: "
                + CipherSuites.words()),
        bad(
            PAIR + "  curve_preferences: [P-256]\n",
            "4: tls_server_config.curve_preferences: \"P-256\" is not an accepted curve;"
                + " write CurveP256, CurveP384, CurveP521 or X25519"),
        bad(
            PAIR + "  prefer_server_cipher_suites: maybe\n",
            "4: tls_server_config.prefer_server_cipher_suites must be true or false, not \"maybe\""),
        bad(
            "basic_auth_users: {alice: secret}",
            "1: basic_auth_users.alice: this is not a bcrypt hash, which begins with $2a$, $2b$ or"
                + " $2y$; make one with htpasswd -nBC 10 \"\""),
        bad(
            "basic_auth_users:\n  bob: $2y$10$tooshort\n",
            "2: basic_auth_users.bob: this is not a bcrypt hash, which begins with $2a$, $2b$ or"
                + " $2y$; make one with htpasswd -nBC 10 \"\""),
        bad(
            "basic_auth_users:\n  bob: " + HASH.replace("$10$", "$16$"),
            "2: basic_auth_users.bob: a cost of 16 keeps a scrape waiting too long; make a"
                + " hash with cost 10, 15 at most"),
        bad(
            "basic_auth_users:\n  'a:b': " + HASH,
            "2: basic_auth_users.a:b: a user's name has no colon and is not empty"),
        bad(
            "basic_auth_users: [alice]",
            "1: basic_auth_users must be a mapping of keys to values, not a list"),
        bad(
            "http_server_config:\n  headers:\n    X-Powered-By: us\n",
            "3: unknown key \"X-Powered-By\". Known keys: Content-Security-Policy,"
                + " Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options,"
                + " X-XSS-Protection"),
        bad(
            "http_server_config:\n  headers:\n    X-Frame-Options: allow\n",
            "3: http_server_config.headers.X-Frame-Options: \"allow\" is not accepted; write deny"
                + " or sameorigin"),
        bad(
            "http_server_config:\n  headers:\n    Content-Security-Policy: \"a\\r\\nSet-Cookie: b\"\n",
            "3: http_server_config.headers.Content-Security-Policy: a header's value is one line"
                + " of printable ASCII"),
        bad(
            "http_server_config: {http2: maybe}",
            "1: http_server_config.http2 must be true or false, not \"maybe\""));
  }

  private static Arguments bad(String text, String message) {
    return Arguments.of(text, message);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void what_is_not_understood_is_refused_with_its_line(String text, String message) {
    InvalidSetting refused = assertThrows(InvalidSetting.class, () -> read(text));
    assertEquals(folder.resolve("web.yml") + ":" + message, refused.getMessage());
  }

  private WebConfig read(String text) {
    return WebConfigReader.read(new Pki(folder).write("web.yml", text), new FilesRead());
  }

  private static Path path(PemSource source) {
    return ((PemSource.InFile) source).path();
  }
}
