package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.webconfig.Pki.Pair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks once over a TLS connection of its own, and trusts one authority.
 *
 * @param context with the authority, and a certificate to show
 * @param parameters what is offered
 */
public record Client(SSLContext context, SSLParameters parameters) {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final char[] NONE = {};

  /**
   * What came back.
   *
   * @param text the whole answer; empty where the server hung up without one
   * @param server the certificate it showed; empty without a handshake
   * @param suite the cipher suite that was agreed on
   * @param problem why there is no answer, as the client sees it
   */
  public record Answer(
      String text, Optional<X509Certificate> server, String suite, String problem) {

    /** The status; 0 without an answer in HTTP, a TLS alert for example. */
    public int status() {
      return !text.startsWith("HTTP/") ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
    }
  }

  /** One that shows no certificate. */
  public static Client trusting(Pair authority) {
    return of(authority, Optional.empty());
  }

  /** One that shows a certificate, whoever the server says it trusts. */
  public static Client showing(Pair own, Pair authority) {
    return of(authority, Optional.of(own));
  }

  private static Client of(Pair authority, Optional<Pair> own) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", certificate(authority.certificate()));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own.isPresent() ? keys(own.get()) : null, trust.getTrustManagers(), new SecureRandom());
      SSLParameters parameters = context.getDefaultSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      return new Client(context, parameters);
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static KeyManager[] keys(Pair own) throws GeneralSecurityException, IOException {
    String pem = Files.readString(own.key()).replaceAll("-----[A-Z ]+-----", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "client",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem))),
        NONE,
        new Certificate[] {certificate(own.certificate())});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, NONE);
    return new KeyManager[] {new Shown(factory.getKeyManagers()[0])};
  }

  /** The certificate in a file. */
  public static X509Certificate certificate(Path file) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    } catch (GeneralSecurityException | IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The same, offering only this version of TLS. */
  public Client speaking(String protocol) {
    parameters.setProtocols(new String[] {protocol});
    return this;
  }

  /** The same, offering only these suites. */
  public Client offering(String... suites) {
    parameters.setCipherSuites(suites);
    return this;
  }

  /** Sends a GET and reads to the end. */
  public Answer get(int port, String path, String... headers) {
    Optional<X509Certificate> shown = Optional.empty();
    String suite = "";
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      shown = Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
      suite = socket.getSession().getCipherSuite();
      return new Answer(exchange(socket, path, headers), shown, suite, "");
    } catch (IOException refused) {
      return new Answer("", shown, suite, String.valueOf(refused.getMessage()));
    }
  }

  /** The same without TLS. */
  public static Answer plain(int port, String path, String... headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Answer(exchange(socket, path, headers), Optional.empty(), "", "");
    } catch (IOException refused) {
      return new Answer("", Optional.empty(), "", String.valueOf(refused.getMessage()));
    }
  }

  private static String exchange(Socket socket, String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : List.of(headers)) {
      request.append(header).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n");
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The header of a user. */
  public static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
