package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.diagnosis.RunningVersion;
import io.github.ksmprobe.prediction.Conditions;
import io.github.ksmprobe.simulator.SimulatedPod;
import io.github.ksmprobe.workload.KsmPod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The pod itself: served by the model, dead, or frozen. */
final class FailingPod implements AutoCloseable {
  private final KsmPod declared;
  private final int main;
  private final int telemetry;
  private final List<AutoCloseable> open = new ArrayList<>();
  private String state = "down";

  FailingPod(KsmPod declared, int main, int telemetry) {
    this.declared = declared;
    this.main = main;
    this.telemetry = telemetry;
  }

  String state() {
    return state;
  }

  void up() throws IOException {
    if (!state.equals("up")) {
      close();
      open.add(
          SimulatedPod.start(
              declared,
              "127.0.0.1",
              RunningVersion.ofImage(declared.ksm().image()).match(),
              Conditions.NORMAL));
      state = "up";
    }
  }

  void worse(SplittableRandom random) throws IOException {
    close();
    state = oneOf(random, "down", "frozen");
    if (state.equals("frozen")) {
      for (String address : List.of("127.0.0.1", declared.ip())) {
        for (int port : List.of(main, telemetry)) {
          ServerSocket deaf = new ServerSocket();
          deaf.setReuseAddress(true);
          deaf.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), 512);
          open.add(deaf);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception broken) {
        throw new IOException(broken);
      }
    }
    open.clear();
    state = "down";
  }
}
