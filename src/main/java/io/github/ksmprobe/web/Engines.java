package io.github.ksmprobe.web;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import javax.net.ssl.SSLContext;

/** Leaves each engine as the context made it, where the default would put its own settings in. */
final class Engines extends HttpsConfigurator {

  Engines(SSLContext context) {
    super(context);
  }

  @Override
  public void configure(HttpsParameters parameters) {}
}
