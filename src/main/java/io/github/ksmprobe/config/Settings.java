package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import io.github.ksmprobe.contract.Component;
import io.github.ksmprobe.contract.Contracts;
import java.time.Duration;
import java.util.Optional;

/**
 * How the sidecar runs.
 *
 * @param listen where its own pages are served
 * @param interval from the start of a round to the start of the next
 * @param timeout for each request of the matrix; a configured probe has its own
 * @param subject what it looks at, as flags and files say
 * @param discovery what it asks the API server for
 * @param logging what it logs
 * @param credentials files with secrets
 * @param detail how much its metrics tell
 */
public record Settings(
    ListenAddress listen,
    Duration interval,
    Duration timeout,
    Subject subject,
    Discovery discovery,
    Logging logging,
    CredentialFiles credentials,
    Detail detail) {

  /** Settings without secrets that ask no API server. */
  public Settings(ListenAddress listen, Duration interval, Duration timeout, Subject subject) {
    this(
        listen,
        interval,
        timeout,
        subject,
        new Discovery.None(),
        Logging.DEFAULT,
        CredentialFiles.NONE,
        Detail.DEFAULT);
  }

  /** What runs in the pods. */
  public Component component() {
    return subject.component();
  }

  /** The same with another log. */
  public Settings with(Logging other) {
    return new Settings(listen, interval, timeout, subject, discovery, other, credentials, detail);
  }

  /** The same with other files of secrets. */
  public Settings with(CredentialFiles other) {
    return new Settings(listen, interval, timeout, subject, discovery, logging, other, detail);
  }

  /** The same with more or fewer metrics. */
  public Settings with(Detail other) {
    return new Settings(listen, interval, timeout, subject, discovery, logging, credentials, other);
  }

  /** The default pace. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  /** The default for each request, as long as the chart's probes wait. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public Settings {
    boolean cluster = discovery instanceof Discovery.Cluster;
    if (cluster && (subject.addresses().isPresent() || subject.podFile().isPresent())) {
      throw InvalidSetting.of(
          key("discovery", "cluster"),
          " finds its pods itself: leave out ",
          key("main-url"),
          " and ",
          key("pod-file"));
    }
    if (cluster && credentials.bearerToken().isPresent()) {
      throw InvalidSetting.of(
          key("ksm.bearer-token-file"),
          " is for the sidecar: other pods' certificates are not verified,"
              + " so the watcher could not tell who gets the token");
    }
    if (!subject.component().isKubeStateMetrics() && credentials.bearerToken().isPresent()) {
      throw InvalidSetting.of(
          key("ksm.bearer-token-file"),
          " is for kube-state-metrics alone: leave it out, or ",
          key("component"));
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw InvalidSetting.of(key("interval"), " is too short; 1s is the shortest");
    }
    if (timeout.compareTo(interval) > 0) {
      throw InvalidSetting.of(
          key("timeout"),
          " must not be longer than ",
          key("interval"),
          ", or rounds would overlap");
    }
  }

  /**
   * What the sidecar looks at.
   *
   * @param addresses the two ports, from flags
   * @param podFile a file with the pod or its template, from flags
   * @param podIp the pod's address, where the file has none
   * @param component what runs there
   */
  public record Subject(
      Optional<ProbedAddresses> addresses,
      Optional<String> podFile,
      Optional<String> podIp,
      Component component) {

    /** A kube-state-metrics. */
    public Subject(
        Optional<ProbedAddresses> addresses, Optional<String> podFile, Optional<String> podIp) {
      this(addresses, podFile, podIp, Contracts.KUBE_STATE_METRICS);
    }

    public Subject {
      if (addresses.isPresent() && podFile.isPresent()) {
        throw InvalidSetting.of(
            key("main-url"), " and ", key("pod-file"), " are mutually exclusive: give one of them");
      }
    }
  }
}
