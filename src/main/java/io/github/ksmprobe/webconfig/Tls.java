package io.github.ksmprobe.webconfig;

import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.files.FilesRead;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * TLS as one state of the files has it. Sessions live and die with the state: a client that was let
 * in by an old one is judged again by the next.
 *
 * @param context with the server's identity and its judge of clients
 * @param server what else was set
 */
record Tls(SSLContext context, TlsServer server) {

  /**
   * Reads the files.
   *
   * @throws InvalidSetting if one of them cannot be used
   */
  static Tls read(TlsServer server, FilesRead files) {
    Identity identity = Identity.read(server, files);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] judge = {ClientTrust.read(server.clients(), files)};
      context.init(identity.keyManagers(), judge, null);
      return new Tls(context, server);
    } catch (GeneralSecurityException | IOException refused) {
      throw new InvalidSetting(
          server.certificate().place() + ": TLS cannot be set up: " + refused.getMessage());
    }
  }

  /** An engine for one connection, all set. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    // First: it puts defaults of its own in the place of what was set before.
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters());
    return engine;
  }

  private SSLParameters parameters() {
    SSLParameters set = context.getDefaultSSLParameters();
    set.setProtocols(server.versions().stream().map(TlsVersion::jdk).toArray(String[]::new));
    set.setUseCipherSuitesOrder(server.serverOrder());
    if (!server.cipherSuites().isEmpty()) {
      set.setCipherSuites(suites(set.getCipherSuites(), server.cipherSuites()));
    }
    if (!server.groups().isEmpty()) {
      set.setNamedGroups(server.groups().toArray(String[]::new));
    }
    switch (server.clients().auth().ask()) {
      case NOT -> set.setWantClientAuth(false);
      case WANT -> set.setWantClientAuth(true);
      case NEED -> set.setNeedClientAuth(true);
    }
    return set;
  }

  private static String[] suites(String[] defaults, List<String> chosen) {
    Stream<String> newest = Arrays.stream(defaults).filter(CipherSuites::areOfTls13);
    Stream<String> older = chosen.stream().filter(suite -> !CipherSuites.areOfTls13(suite));
    return Stream.concat(newest, older).toArray(String[]::new);
  }
}
