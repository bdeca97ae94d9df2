package io.github.ksmprobe.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The simulator's self-signed certificate. Its key is public on purpose: nobody verifies it. */
final class Certificate {

  private static final String STORE = "simulator.p12";
  private static final char[] PASSWORD = "simulator".toCharArray();
  private static final SSLContext CONTEXT = load();

  private Certificate() {}

  static SSLContext context() {
    return CONTEXT;
  }

  private static SSLContext load() {
    try (InputStream in = Objects.requireNonNull(Certificate.class.getResourceAsStream(STORE))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalStateException("the packaged " + STORE + " cannot be used", broken);
    }
  }
}
