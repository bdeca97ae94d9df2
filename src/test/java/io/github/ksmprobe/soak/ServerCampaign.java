package io.github.ksmprobe.soak;

import static io.github.ksmprobe.soak.Case.oneOf;

import io.github.ksmprobe.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A running exporter among pods that misbehave otherwise on each connection, beside three of which
 * the truth is known: one that is right, one that answers late but within its own timeoutSeconds,
 * and one that accepts and says nothing.
 */
final class ServerCampaign implements Campaign {

  private static final int METRICS_BYTES = 1 << 20;

  @Override
  public String name() {
    return "servers";
  }

  @Override
  public String about() {
    return "pods that change what they do on each connection; scrapes parse, nothing grows, and"
        + " three pods of which the truth is known are told right, at the pace that was asked for";
  }

  @Override
  public void attempt(Case one) throws Exception {
    SplittableRandom random = one.random();
    List<HostilePod> pods = new ArrayList<>();
    try (Busy busy = new Busy()) {
      String net = "127." + (100 + ProcessHandle.current().pid() % 100) + "." + one.number() % 250;
      int interval = one.size(1, 1 + random.nextInt(2));
      int patience = 2 + random.nextInt(3);
      Duration late = Duration.ofMillis(patience * (300L + random.nextInt(250)));
      pods.add(truthful("stable", net + ".1", 5, Duration.ZERO));
      pods.add(truthful("patient", net + ".2", patience, late));
      pods.add(
          new HostilePod(
              "frozen",
              net + ".3",
              "HTTP",
              1 + random.nextInt(3),
              HostilePod.frozen(),
              HostilePod.frozen()));
      for (int i = 0; i < one.size(4, 8); i++) {
        pods.add(
            new HostilePod(
                "hostile-" + i,
                net + "." + (10 + i),
                oneOf(random, "HTTP", "HTTP", "HTTPS"),
                1 + random.nextInt(3),
                new Misbehaving(random.nextLong()),
                new Misbehaving(random.nextLong())));
      }
      Path file =
          one.write(
              "pods.yaml",
              pods.stream().map(HostilePod::manifest).collect(Collectors.joining("---\n")));
      try (RunningProgram exporter =
          Exporter.start(
              "--discovery=none",
              "--pod-file=" + file,
              "--interval=" + interval + "s",
              "--timeout=" + oneOf(random, "300ms", "1s"))) {
        new ServerWatch(one, exporter, Duration.ofSeconds(interval), busy).watch(pods);
        int code = exporter.end();
        one.check(code == 0, () -> "ends with " + code);
        LogLines.check(one, exporter.log(), 250 + 5 * pods.size());
      }
    } finally {
      for (HostilePod pod : pods) {
        one.did("connections", pod.connections());
        pod.close();
      }
    }
  }

  private static HostilePod truthful(String name, String ip, int timeoutSeconds, Duration late)
      throws IOException {
    int bytes = name.equals("stable") ? METRICS_BYTES : 2_000;
    return new HostilePod(
        name,
        ip,
        "HTTP",
        timeoutSeconds,
        HostilePod.right(true, late, bytes),
        HostilePod.right(false, late, bytes));
  }
}
