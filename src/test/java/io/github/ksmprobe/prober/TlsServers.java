package io.github.ksmprobe.prober;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS on loopback with the certificates of {@code src/test/resources/tls}. */
final class TlsServers {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private TlsServers() {}

  /**
   * A listening socket.
   *
   * @param certificate "valid", "expired" or "wrong-name"
   * @param protocol offered by ALPN; none where empty
   */
  static SSLServerSocket socket(String certificate, String protocol, boolean demandsCertificate)
      throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 64, InetAddress.ofLiteral("127.0.0.1"));
    SSLParameters parameters = socket.getSSLParameters();
    if (!protocol.isEmpty()) {
      parameters.setApplicationProtocols(new String[] {protocol});
    }
    parameters.setNeedClientAuth(demandsCertificate);
    socket.setSSLParameters(parameters);
    return socket;
  }

  static SSLContext context(String certificate) {
    try (InputStream in = TlsServers.class.getResourceAsStream("/tls/" + certificate + ".p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new Anyone()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Names no issuers, so that a client asked for a certificate could send any. */
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
