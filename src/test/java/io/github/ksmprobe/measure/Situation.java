package io.github.ksmprobe.measure;

import io.github.ksmprobe.measure.StubApiServer.Mood;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.prediction.Conditions.ApiServer;
import io.github.ksmprobe.prediction.Conditions.Protection;
import io.github.ksmprobe.workload.Scheme;
import java.util.Locale;

/** The states of the world in which kube-state-metrics answers differently. */
enum Situation {
  WELL(Mood.WELL),
  /** The API server's own /livez answers 500. */
  FAILING(Mood.FAILING),
  /** The API server's own /livez answers 403. */
  FORBIDDEN(Mood.FORBIDDING),
  /** The API server's own /livez answers later than anybody waits. */
  SLOW(Mood.HANGING),
  /** The API server is gone: its port refuses. */
  GONE(Mood.GONE),
  /** With {@code --auth-filter}, asked without a token. */
  AUTH_FILTER(Web.OPEN, Scheme.HTTP),
  /** The same with a token whose owner may see everything. */
  AUTH_FILTER_TOKEN(Web.OPEN, Scheme.HTTP),
  /** With certificates, asked over TLS. */
  TLS(Web.CERTIFICATE, Scheme.HTTPS),
  /** With certificates, asked in the clear. */
  CLEAR_TO_TLS(Web.CERTIFICATE, Scheme.HTTP),
  /** Without certificates, asked over TLS. */
  TLS_TO_CLEAR(Web.OPEN, Scheme.HTTPS),
  /** With users, asked without a password. */
  BASIC_AUTH(Web.USERS, Scheme.HTTP),
  /** With client certificates demanded, asked without one. */
  CLIENT_CERTIFICATE(Web.CLIENT_CERTIFICATE, Scheme.HTTPS);

  /** What the web config file holds. */
  enum Web {
    OPEN,
    CERTIFICATE,
    USERS,
    CLIENT_CERTIFICATE
  }

  private final Mood mood;
  private final Web web;
  private final Scheme scheme;

  Situation(Mood mood) {
    this.mood = mood;
    this.web = Web.OPEN;
    this.scheme = Scheme.HTTP;
  }

  Situation(Web web, Scheme scheme) {
    this.mood = Mood.WELL;
    this.web = web;
    this.scheme = scheme;
  }

  Mood mood() {
    return mood;
  }

  Web web() {
    return web;
  }

  Scheme scheme() {
    return scheme;
  }

  /** The column's head. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isAboutAuthFilter() {
    return this == AUTH_FILTER || this == AUTH_FILTER_TOKEN;
  }

  boolean isWithToken() {
    return this == AUTH_FILTER_TOKEN;
  }

  /** The same for the model; there is an object to show. */
  Conditions conditions() {
    ApiServer apiServer =
        switch (mood) {
          case WELL -> ApiServer.UP;
          case FAILING, FORBIDDING, GONE -> ApiServer.DOWN;
          case HANGING -> ApiServer.SLOW;
        };
    Protection protection =
        switch (web) {
          case OPEN, CERTIFICATE -> Protection.NONE;
          case USERS -> Protection.BASIC_AUTH;
          case CLIENT_CERTIFICATE -> Protection.CLIENT_CERTIFICATE;
        };
    return new Conditions(apiServer, protection, true);
  }
}
