package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.files.FilesRead;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges what a client shows: its chain by the authorities, where it is to be verified, and its
 * names, where only some are allowed. That the client holds the key is proved by TLS itself in any
 * case.
 */
final class ClientTrust extends X509ExtendedTrustManager {

  private static final X509Certificate[] NONE = {};

  private final Optional<X509ExtendedTrustManager> authorities;
  private final List<String> allowedNames;

  private ClientTrust(Optional<X509ExtendedTrustManager> authorities, List<String> allowedNames) {
    this.authorities = authorities;
    this.allowedNames = allowedNames;
  }

  /**
   * Reads the authorities.
   *
   * @throws io.github.ksmprobe.config.InvalidSetting if they cannot be read
   */
  static ClientTrust read(TlsServer.Clients clients, FilesRead files)
      throws GeneralSecurityException, IOException {
    Optional<List<X509Certificate>> certificates =
        clients
            .authorities()
            .map(source -> Pem.of(source.read(files)).certificates(source.place()));
    return certificates.isPresent() && clients.auth().isVerified()
        ? new ClientTrust(Optional.of(verifying(certificates.get())), clients.allowedNames())
        : new ClientTrust(Optional.empty(), clients.allowedNames());
  }

  private static X509ExtendedTrustManager verifying(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca-" + i, authorities.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager made : factory.getTrustManagers()) {
      if (made instanceof X509ExtendedTrustManager usable) {
        return usable;
      }
    }
    throw new IllegalStateException("PKIX makes a trust manager for X.509");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, authType, engine);
    }
    if (!allowedNames.isEmpty() && !isAllowed(chain[0])) {
      throw new CertificateException("none of the names in client_allowed_sans");
    }
  }

  /** As the toolkit compares them: letter by letter, addresses in their usual form. */
  private boolean isAllowed(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names != null
        && names.stream()
            .map(name -> name.get(1))
            .anyMatch(name -> name instanceof String text && allowedNames.contains(text));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(NONE);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("the server uses engines");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("the server uses engines");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is for a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is for a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is for a server");
  }
}
