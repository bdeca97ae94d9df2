package io.github.ksmprobe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.webconfig.Client;
import io.github.ksmprobe.webconfig.Client.Answer;
import io.github.ksmprobe.webconfig.Pki;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages behind a web config file, over real sockets: passwords and headers. */
class WebGuardUsersTest {

  @TempDir private Path folder = Path.of(".");
  private Optional<WebServer> web = Optional.empty();

  @AfterEach
  void stop() {
    web.ifPresent(WebServer::close);
  }

  @ParameterizedTest
  @CsvSource({
    "alice, secret, 200",
    "alice, wrong, 401",
    "alice, '', 401",
    "mallory, secret, 401",
    "'', '', 401",
  })
  void users_come_in_by_their_password(String user, String password, int status) {
    serve(GuardedPages.USERS);
    assertEquals(status, Client.plain(port(), "/page", Client.basic(user, password)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic", "Basic %%%", "Bearer x", "Basic YWxpY2U="})
  void garbage_is_401_with_a_challenge(String authorization) {
    serve(GuardedPages.USERS);
    Answer answer = Client.plain(port(), "/page", "Authorization: " + authorization);
    assertEquals(401, answer.status());
    assertTrue(
        answer.text().contains("Www-authenticate: Basic realm=\"ksm-probe-exporter\"\r\n"),
        answer.text());
    assertTrue(answer.text().endsWith("Unauthorized\n"), answer.text());
  }

  @Test
  void what_is_not_there_is_not_told_to_strangers_and_the_kubelet_needs_no_password() {
    serve(GuardedPages.USERS);
    assertEquals(401, Client.plain(port(), "/nope").status());
    assertEquals(401, Client.plain(port(), "/-/healthy/").status());
    assertEquals(401, Client.plain(port(), "//-/healthy").status());
    assertEquals(401, Client.plain(port(), "/-/healthy/../../page").status());
    assertEquals(401, Client.plain(port(), "/%2D/healthy").status());
    assertEquals(200, Client.plain(port(), "/-/healthy").status());
    assertEquals(200, Client.plain(port(), "/-/ready").status());
    assertEquals(404, Client.plain(port(), "/nope", Client.basic("alice", "secret")).status());
  }

  @Test
  void headers_are_sent_with_every_answer_and_take_the_place_of_our_own() {
    serve(
        GuardedPages.USERS
            + """
            http_server_config:
              headers:
                Strict-Transport-Security: max-age=31536000
                Content-Security-Policy: default-src 'self'
            """);
    for (String path : List.of("/page", "/-/healthy", "/nope")) {
      String text = Client.plain(port(), path).text();
      assertTrue(text.contains("Strict-transport-security: max-age=31536000\r\n"), text);
      assertTrue(text.contains("Content-security-policy: default-src 'self'\r\n"), text);
      assertTrue(text.contains("X-content-type-options: nosniff\r\n"), text);
      assertFalse(text.contains("default-src 'none'"), text);
    }
  }

  @Test
  void no_answer_waits_for_the_name_of_a_client() throws IOException {
    InetAddress unnamed = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    assertEquals("127.0.0.1", unnamed.getHostName());
    assertTrue(InetAddress.getByName("localhost").isLoopbackAddress());
  }

  private int port() {
    return web.orElseThrow().address().getPort();
  }

  private void serve(String config) {
    web = Optional.of(GuardedPages.serve(new Pki(folder).write("web.yml", config)));
  }
}
