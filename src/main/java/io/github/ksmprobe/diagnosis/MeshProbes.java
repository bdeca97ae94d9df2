package io.github.ksmprobe.diagnosis;

import java.util.List;

/** Where the probes of a pod lead once Istio has rewritten them. */
public final class MeshProbes {

  /** What their paths begin with. */
  public static final String PATHS = "/app-health/";

  /** Its agent's, and its health's. */
  public static final List<Integer> PORTS = List.of(15020, 15021);

  private MeshProbes() {}
}
