package io.github.ksmprobe.diagnosis;

import io.github.ksmprobe.workload.Collision;
import io.github.ksmprobe.workload.Collision.Party;

/** Who is down, in words, where it may be somebody other than kube-state-metrics. */
final class OutageWording {

  private OutageWording() {}

  static String dependencyDown(Situation s) {
    return s.isClass(AnswerClass.UNAUTHORIZED)
        ? "The token of the probe is rejected ("
            + s.status()
            + ") while kube-state-metrics' own /livez answers 503: no token can be checked without the API server."
        : "/livez answers 503 while /healthz answers 200: kube-state-metrics runs, but cannot get a good "
            + "/livez from the API server.";
  }

  static String processDown(Situation s) {
    return s.collision().map(OutageWording::collision).orElseGet(() -> down(s));
  }

  private static String collision(Collision collision) {
    Party one = collision.one();
    Party other = collision.other();
    return one.container().equals(other.container())
        ? "Container "
            + one.container()
            + " cannot start: "
            + named(one)
            + " and "
            + named(other)
            + " are both to listen on port "
            + collision.port()
            + ", and the second exits with \"bind: address already in use\"."
        : "Container "
            + one.container()
            + inBrackets(one)
            + " and container "
            + other.container()
            + inBrackets(other)
            + " are both to listen on port "
            + collision.port()
            + " of the pod: one of the two exits with \"bind: address already in use\" and is started again and again.";
  }

  private static String named(Party party) {
    return party.listener().isEmpty() ? "its own port" : party.listener();
  }

  private static String inBrackets(Party party) {
    return party.listener().isEmpty() ? "" : " (" + party.listener() + ")";
  }

  private static String down(Situation s) {
    if (s.answers().isSilent()) {
      return "Nothing answers on either port of kube-state-metrics: the process is down, or it is reloading its "
          + "configuration (both ports close for 3 to 6 s then).";
    }
    return s.neighbour()
        .map(
            container ->
                "Port "
                    + PortWording.port(s)
                    + " refuses the connection: container "
                    + container
                    + ", which should listen there, is down or not ready yet.")
        .orElse(
            "Port "
                + PortWording.port(s)
                + " refused the probe and answered other requests in the same round: the process stopped or started in between.");
  }

  static String upstreamDown(Situation s) {
    String proxy =
        s.isProxied()
            ? "The proxy" + PortWording.owner(s)
            : "A proxy on port " + PortWording.port(s);
    return proxy
        + " answers 502: "
        + PortWording.upstream(s)
            .filter(to -> s.pod().reached(to.host(), to.port()).isEmpty())
            .map(
                to ->
                    "it forwards to port " + to.port() + ", where no container of the pod listens.")
            .orElse("it cannot reach kube-state-metrics behind it.");
  }
}
