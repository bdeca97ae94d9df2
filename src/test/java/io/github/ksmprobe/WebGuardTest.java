package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.webconfig.Client;
import io.github.ksmprobe.webconfig.Client.Answer;
import io.github.ksmprobe.webconfig.Pki;
import io.github.ksmprobe.webconfig.Pki.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages behind a web config file, over real sockets: who is let in by TLS. */
class WebGuardTest {

  private static final String TLS =
      "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";

  @TempDir private Path folder = Path.of(".");
  private Pki pki = new Pki(folder);
  private Pair authority = new Pair(folder, folder);
  private Pair server = new Pair(folder, folder);
  private Optional<WebServer> web = Optional.empty();

  @BeforeEach
  void makeCertificates() {
    pki = new Pki(folder);
    authority = pki.authority("ca");
    server = pki.server("server", authority);
  }

  @AfterEach
  void stop() {
    web.ifPresent(WebServer::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void with_a_certificate_the_pages_are_served_over_tls(String version) {
    serve(TLS);
    Answer answer = Client.trusting(authority).speaking(version).get(port(), "/page");
    assertEquals(200, answer.status(), answer.problem());
    assertTrue(answer.text().endsWith("a page"), answer.text());
    assertEquals(Client.certificate(server.certificate()), answer.server().orElseThrow());
    assertEquals("https", web.orElseThrow().scheme());
  }

  @Test
  void plain_http_gets_no_answer_from_a_tls_port_and_the_next_client_does() {
    serve(TLS);
    assertEquals(0, Client.plain(port(), "/page").status());
    assertEquals(200, Client.trusting(authority).get(port(), "/page").status());
  }

  @Test
  void an_older_version_than_the_oldest_is_refused() {
    serve(TLS + "  min_version: TLS13\n");
    Answer answer = Client.trusting(authority).speaking("TLSv1.2").get(port(), "/page");
    assertEquals("(protocol_version) Received fatal alert: protocol_version", answer.problem());
    assertEquals(200, Client.trusting(authority).speaking("TLSv1.3").get(port(), "/page").status());
  }

  @Test
  void a_newer_version_than_the_newest_is_refused() {
    serve(TLS + "  max_version: TLS12\n");
    Answer answer = Client.trusting(authority).speaking("TLSv1.3").get(port(), "/page");
    assertEquals("(protocol_version) Received fatal alert: protocol_version", answer.problem());
    assertEquals(200, Client.trusting(authority).speaking("TLSv1.2").get(port(), "/page").status());
  }

  @Test
  void only_the_chosen_suites_are_spoken_and_those_of_tls_1_3_stay() {
    String chosen = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    String other = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    serve(TLS + "  cipher_suites: [" + chosen + "]\n");
    assertEquals(
        chosen, Client.trusting(authority).speaking("TLSv1.2").get(port(), "/page").suite());
    assertEquals(
        "(handshake_failure) Received fatal alert: handshake_failure",
        Client.trusting(authority)
            .speaking("TLSv1.2")
            .offering(other)
            .get(port(), "/page")
            .problem());
    assertEquals(200, Client.trusting(authority).speaking("TLSv1.3").get(port(), "/page").status());
  }

  @ParameterizedTest
  @CsvSource({
    // what is set, whether 200 comes: without a certificate, with one of a stranger, with ours
    "NoClientCert, true, true, true",
    "RequestClientCert, true, true, true",
    "RequireAnyClientCert, false, true, true",
    "VerifyClientCertIfGiven, true, false, true",
    "RequireAndVerifyClientCert, false, false, true",
  })
  void clients_are_asked_as_go_asks_them(
      String type, boolean without, boolean stranger, boolean ours) {
    Pair strangers = pki.authority("strangers");
    Pair strange = pki.issued("strange", strangers, "DNS:strange");
    Pair own = pki.issued("own", authority, "DNS:own");
    String verify = type.contains("Verify") ? "  client_ca_file: ca.crt\n" : "";
    serve(TLS + "  client_auth_type: " + type + "\n" + verify);
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      assertEquals(without, comesIn(Client.trusting(authority).speaking(version)), version);
      assertEquals(
          stranger, comesIn(Client.showing(strange, authority).speaking(version)), version);
      assertEquals(ours, comesIn(Client.showing(own, authority).speaking(version)), version);
    }
  }

  @Test
  void only_clients_with_an_allowed_name_come_in() {
    Pair prometheus = pki.issued("prometheus", authority, "DNS:prometheus,IP:10.0.0.7");
    Pair other = pki.issued("other", authority, "DNS:other");
    String demand =
        TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n";
    serve(demand + "  client_allowed_sans: [prometheus]\n");
    assertTrue(comesIn(Client.showing(prometheus, authority)));
    assertFalse(comesIn(Client.showing(other, authority)));
    web.ifPresent(WebServer::close);
    serve(demand + "  client_allowed_sans: [10.0.0.7]\n");
    assertTrue(comesIn(Client.showing(prometheus, authority)));
    assertFalse(comesIn(Client.showing(other, authority)));
  }

  @Test
  void a_rotated_certificate_is_shown_by_the_next_connection() {
    serve(TLS);
    Pair next = pki.server("next", authority);
    assertEquals(Client.certificate(server.certificate()), shown());
    pki.replace(server, next);
    assertEquals(Client.certificate(next.certificate()), shown());
  }

  @Test
  void a_rotation_that_is_half_done_keeps_the_old_certificate_until_it_is_done()
      throws IOException {
    serve(TLS);
    Pair next = pki.server("next", authority);
    X509Certificate old = shown();
    Files.copy(next.certificate(), server.certificate(), StandardCopyOption.REPLACE_EXISTING);
    assertEquals(old, shown());
    pki.replace(server, next);
    assertEquals(Client.certificate(next.certificate()), shown());
  }

  @Test
  void a_client_that_is_trusted_no_more_is_refused_although_it_came_in_before() {
    Pair own = pki.issued("own", authority, "DNS:own");
    serve(TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n");
    Client client = Client.showing(own, authority);
    assertTrue(comesIn(client));
    pki.authority("others");
    pki.write(
        "web.yml",
        TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: others.crt\n");
    assertFalse(comesIn(client), "a session must not outlive the state that let it in");
  }

  @Test
  void users_and_headers_change_while_it_runs_and_a_bad_file_changes_nothing() {
    serve(GuardedPages.USERS);
    assertEquals(401, Client.plain(port(), "/page").status());
    assertEquals(200, Client.plain(port(), "/page", Client.basic("alice", "secret")).status());
    pki.write("web.yml", "basic_auth_users:\n  alice: no hash\n");
    assertEquals(200, Client.plain(port(), "/page", Client.basic("alice", "secret")).status());
    assertEquals(401, Client.plain(port(), "/page").status());
    pki.write("web.yml", "http_server_config: {headers: {X-Frame-Options: deny}}\n");
    Answer open = Client.plain(port(), "/page");
    assertEquals(200, open.status());
    assertTrue(open.text().contains("X-frame-options: deny\r\n"), open.text());
  }

  @Test
  void tls_is_neither_added_nor_taken_away_while_it_runs() {
    serve(TLS);
    pki.write("web.yml", "http_server_config: {headers: {X-Frame-Options: deny}}\n");
    Answer answer = Client.trusting(authority).get(port(), "/page");
    assertEquals(200, answer.status());
    assertFalse(answer.text().contains("X-frame-options"), answer.text());
  }

  private boolean comesIn(Client client) {
    Answer answer = client.get(port(), "/page");
    assertTrue(answer.status() == 200 || answer.status() == 0, answer.text());
    return answer.status() == 200;
  }

  private X509Certificate shown() {
    return Client.trusting(authority).get(port(), "/page").server().orElseThrow();
  }

  private int port() {
    return web.orElseThrow().address().getPort();
  }

  private void serve(String config) {
    Path file = pki.write("web.yml", config);
    web = Optional.of(GuardedPages.serve(file));
  }
}
