package io.github.ksmprobe.webconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.webconfig.Pki.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys as openssl and cert-manager write them, and what is wrong with others. */
class KeyFilesTest {

  @TempDir private Path folder = Path.of(".");
  private Pki pki = new Pki(folder);
  private Pair authority = new Pair(folder, folder);

  @BeforeEach
  void makeAnAuthority() {
    pki = new Pki(folder);
    authority = pki.authority("ca");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, genrsa -traditional 2048, BEGIN RSA PRIVATE KEY",
    "RSA, genrsa 2048, BEGIN PRIVATE KEY",
    "EC, ecparam -name prime256v1 -genkey, BEGIN EC PRIVATE KEY",
    "EC, ecparam -name secp384r1 -genkey -noout, BEGIN EC PRIVATE KEY",
    "EC, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521, BEGIN PRIVATE KEY",
    "EdDSA, genpkey -algorithm ed25519, BEGIN PRIVATE KEY",
  })
  void a_key_in_any_usual_encoding_is_the_pair_of_its_certificate(
      String algorithm, String how, String label) throws IOException {
    Path key = folder.resolve("server.key");
    pki.write("server.key", openssl(how));
    assertEquals(true, Files.readString(key).contains(label), Files.readString(key));
    Path certificate = folder.resolve("server.crt");
    pki.openssl(
        "req -x509 -days 2 -subj /CN=server",
        "-key",
        key.toString(),
        "-out",
        certificate.toString());

    PrivateKey read = PrivateKeys.of(Pem.of(Files.readAllBytes(key)), "here");
    assertEquals(algorithm, read.getAlgorithm());
    WebConfigFile.check(config("cert_file: server.crt\n  key_file: server.key"));
  }

  private String openssl(String how) throws IOException {
    Path out = folder.resolve("made.pem");
    String[] words = how.split(" ", 2);
    // genrsa wants its size last.
    pki.openssl(words[0] + " -out " + out + " " + words[1]);
    return Files.readString(out);
  }

  @Test
  void one_file_may_hold_both_and_so_may_the_config_itself() throws IOException {
    Pair server = pki.server("server", authority);
    String both = Files.readString(server.certificate()) + Files.readString(server.key());
    pki.write("both.pem", both);
    WebConfigFile.check(config("cert_file: both.pem\n  key_file: both.pem"));
    WebConfigFile.check(
        config("cert: |\n" + both.indent(4) + "  key: |\n" + both.indent(4).stripTrailing()));
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    pki.server("server", authority);
    pki.server("other", authority);
    assertEquals(
        folder.resolve("web.yml")
            + ":3: tls_server_config.key_file: the private key does not belong to the first"
            + " certificate of "
            + folder.resolve("server.crt"),
        refusal("cert_file: server.crt\n  key_file: other.key"));
  }

  @Test
  void an_encrypted_key_is_refused_with_what_to_do() {
    Pair server = pki.server("server", authority);
    for (String how : new String[] {"pkcs8 -topk8", "ec -aes128"}) {
      pki.openssl(
          how + " -passout pass:x",
          "-in",
          server.key().toString(),
          "-out",
          folder.resolve("encrypted.key").toString());
      assertEquals(
          folder.resolve("web.yml")
              + ":3: tls_server_config.key_file: the private key is encrypted, and there is no place"
              + " for its password; decrypt it with openssl pkey -in KEY -out PLAIN",
          refusal("cert_file: server.crt\n  key_file: encrypted.key"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.crt | server.key | 2: tls_server_config.cert_file: cannot read FOLDER/none.crt: there"
            + " is no such file",
        "server.crt | none.key | 3: tls_server_config.key_file: cannot read FOLDER/none.key: there"
            + " is no such file",
        "empty | server.key | 2: tls_server_config.cert_file: FOLDER/empty is empty",
        "server.key | server.key | 2: tls_server_config.cert_file: there is no certificate; PEM text"
            + " with -----BEGIN CERTIFICATE----- is needed",
        "server.crt | server.crt | 3: tls_server_config.key_file: there is no private key; PEM text"
            + " with -----BEGIN PRIVATE KEY----- is needed",
        "broken.crt | server.key | 2: tls_server_config.cert_file: a certificate cannot be read: it"
            + " is damaged",
        "server.crt | broken.key | 3: tls_server_config.key_file: the private key cannot be read: it"
            + " is damaged or of an unknown kind",
        "server.crt | broken-ec.key | 3: tls_server_config.key_file: the private key cannot be read:"
            + " it is damaged or of an unknown kind",
        "server.crt | dsa.key | 3: tls_server_config.key_file: DSA PRIVATE KEY is not a supported kind of key; convert it with openssl pkcs8 -topk8 -nocrypt -in KEY -out PKCS8",
      })
  void what_cannot_be_used_is_one_sentence(String certificate, String key, String message) {
    pki.server("server", authority);
    pki.write("empty", "");
    pki.write("broken.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    pki.write("broken.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    pki.write(
        "broken-ec.key", "-----BEGIN EC PRIVATE KEY-----\nMAAA\n-----END EC PRIVATE KEY-----\n");
    pki.write("dsa.key", "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n");
    assertEquals(
        folder.resolve("web.yml") + ":" + message.replace("FOLDER", folder.toString()),
        refusal("cert_file: %s\n  key_file: %s".formatted(certificate, key)));
  }

  @Test
  void a_client_authority_that_cannot_be_read_is_refused_too() {
    pki.server("server", authority);
    assertEquals(
        folder.resolve("web.yml")
            + ":5: tls_server_config.client_ca_file: cannot read "
            + folder.resolve("none")
            + ": there is no such file",
        refusal(
            "cert_file: server.crt\n  key_file: server.key\n"
                + "  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: none"));
  }

  private String refusal(String tls) {
    return String.valueOf(
        assertThrows(InvalidSetting.class, () -> WebConfigFile.check(config(tls))).getMessage());
  }

  private Path config(String tls) {
    return pki.write("web.yml", "tls_server_config:\n  " + tls + "\n");
  }
}
