package io.github.ksmprobe.round;

import java.util.List;

/** Where the pods to be asked come from: flags, a file, or the API server. */
@FunctionalInterface
public interface Targets {

  /** The pods as they are known now. Must neither throw nor wait for the network. */
  List<Target> current();
}
