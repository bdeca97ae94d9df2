package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Who the server is: its certificate, those that vouch for it, and the key.
 *
 * @param chain the server's own certificate first
 * @param key belongs to the first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  private static final byte[] SAMPLE = {'k', 's', 'm'};

  Identity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both.
   *
   * @throws InvalidSetting if one cannot be read, or if they do not belong together
   */
  static Identity read(TlsServer tls, FilesRead files) {
    String place = tls.certificate().place();
    List<X509Certificate> chain = Pem.of(tls.certificate().read(files)).certificates(place);
    PrivateKey key = PrivateKeys.of(Pem.of(tls.key().read(files)), tls.key().place());
    if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
      throw new InvalidSetting(
          tls.key().place()
              + ": the private key does not belong to the first certificate of "
              + name(tls.certificate()));
    }
    return new Identity(chain, key);
  }

  private static String name(PemSource certificate) {
    return switch (certificate) {
      case PemSource.InFile(_, var path) -> path.toString();
      case PemSource.Inline _ -> "cert";
    };
  }

  /** What the key signs, the certificate verifies; nothing else proves that they are a pair. */
  private static boolean belongTogether(PublicKey open, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException otherKind) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java signs with " + algorithm, impossible);
    }
  }

  KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    char[] inMemoryOnly = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("server", key, inMemoryOnly, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, inMemoryOnly);
    return factory.getKeyManagers();
  }
}
