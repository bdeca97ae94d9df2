package io.github.ksmprobe.dashboards.worlds;

import io.github.ksmprobe.manifest.ManifestReader;
import io.github.ksmprobe.workload.KsmPod;
import io.github.ksmprobe.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The pods of a world, declared as the demo's are, and what happens to them.
 *
 * @param begin of the two hours
 * @param now the end of them
 */
record Fleet(Instant begin, Instant now) {

  private static final List<Workload> PODS = declared("/io/github/ksmprobe/demo/pods.yaml");
  private static final List<Workload> STORY = declared("/io/github/ksmprobe/demo/story.yaml");

  private static final String WELL = "ksm-2-14-fixed";
  private static final String BY_ACCIDENT = "ksm-2-13";
  private static final String FAILING = "ksm-2-14";

  /** One pod with which all is well. */
  List<Life> healthy(String namespace, String name) {
    return List.of(Life.of(pod(WELL, namespace, name, 0), begin));
  }

  /** The ten of the demo, with its story within the last hour. */
  List<Life> demo() {
    List<Life> lives = new ArrayList<>();
    for (Workload declared : PODS) {
      Life life = Life.of(at(declared, lives.size()), begin);
      lives.add(
          declared.name().equals("ksm-api-server-down")
              ? life.then(begin, stage -> stage.apiServerDown(begin))
              : life);
    }
    Instant upgrade = ago(40);
    lives.add(
        Life.of(at(STORY.get(0), 7), begin)
            .then(upgrade, stage -> stage.replacedBy(at(STORY.get(1), 7), upgrade)));
    lives.add(outage(Life.of(at(STORY.get(2), 8), begin)));
    lives.add(Life.of(at(STORY.get(3), 9), begin).then(begin, Life.Stage::walledOff));
    return lives;
  }

  /** So many, two of the same names in every namespace; of thirty, nine have something. */
  List<Life> crowd(int pods) {
    return IntStream.range(0, pods).mapToObj(this::oneOfMany).toList();
  }

  private Life oneOfMany(int number) {
    return switch (number % 30) {
      case 3, 11 -> Life.of(numbered(BY_ACCIDENT, number), begin);
      case 4 -> Life.of(numbered(FAILING, number), begin);
      case 17 -> replaced(BY_ACCIDENT, FAILING, number, ago(40));
      // Nothing of it is to be seen in the last hour.
      case 18 -> replaced(FAILING, WELL, number, ago(75));
      case 22 -> outage(Life.of(numbered(WELL, number), begin));
      case 25 -> Life.of(numbered(WELL, number), begin).then(ago(10), Life.Stage::silent);
      case 26 -> Life.of(numbered(WELL, number), begin).until(ago(30));
      case 27 -> Life.of(numbered(WELL, number), ago(30));
      default -> Life.of(numbered(WELL, number), begin);
    };
  }

  private Life replaced(String before, String after, int number, Instant when) {
    return Life.of(numbered(before, number), begin)
        .then(when, stage -> stage.replacedBy(numbered(after, number), when));
  }

  private Life outage(Life life) {
    return life.then(ago(25), stage -> stage.apiServerDown(ago(25)))
        .then(ago(20), Life.Stage::apiServerUp);
  }

  private Instant ago(int minutes) {
    return now.minus(Duration.ofMinutes(minutes));
  }

  private static KsmPod numbered(String like, int number) {
    String namespace = "team-%02d".formatted(number / 2);
    return pod(like, namespace, "kube-state-metrics-" + number % 2, number);
  }

  private static KsmPod pod(String like, String namespace, String name, int number) {
    Workload declared =
        PODS.stream().filter(one -> one.name().equals(like)).findFirst().orElseThrow();
    return at(
        new Workload(
            declared.origin(),
            declared.kind(),
            namespace,
            name,
            declared.labels(),
            declared.pod(),
            declared.problems()),
        number);
  }

  private static KsmPod at(Workload declared, int number) {
    String ip = "10.0.%d.%d".formatted(number / 200, 7 + number % 200);
    return KsmPod.of(declared.withPod(declared.pod().withIp(ip))).orElseThrow();
  }

  private static List<Workload> declared(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Fleet.class.getResourceAsStream(resource), resource)) {
      return ManifestReader.read(resource, in).workloads();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
