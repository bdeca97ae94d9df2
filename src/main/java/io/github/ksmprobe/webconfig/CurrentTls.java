package io.github.ksmprobe.webconfig;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A context that makes each connection's engine by the state of that moment. A server keeps the
 * context that it was given at its start, and certificates change.
 */
final class CurrentTls extends SSLContextSpi {

  private final Supplier<Tls> current;

  private CurrentTls(Supplier<Tls> current) {
    this.current = current;
  }

  static SSLContext of(Supplier<Tls> current) {
    SSLContext first = current.get().context();
    return new SSLContext(new CurrentTls(current), first.getProvider(), first.getProtocol()) {};
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return new SilentlyClosed(current.get().engine());
  }

  /** The peer's name and port are hints for clients. */
  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return engineCreateSSLEngine();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return current.get().context().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return current.get().context().getClientSessionContext();
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("it is made ready");
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw new UnsupportedOperationException("the server uses engines");
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw new UnsupportedOperationException("the server uses engines");
  }
}
