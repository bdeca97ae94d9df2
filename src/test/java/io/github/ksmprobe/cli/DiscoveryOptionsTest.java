package io.github.ksmprobe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.ksmprobe.config.Discovery;
import io.github.ksmprobe.config.Discovery.Cluster;
import io.github.ksmprobe.config.Discovery.OwnPod;
import io.github.ksmprobe.config.InvalidSetting;
import io.github.ksmprobe.config.ListenAddress;
import io.github.ksmprobe.config.Shard;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DiscoveryOptionsTest {

  @Test
  void without_a_pod_name_nothing_is_asked() {
    assertEquals(new Discovery.None(), discovery(""));
  }

  @Test
  void with_a_pod_name_the_own_pod_is_asked_for() {
    assertEquals(new OwnPod("ksm-0", Optional.empty()), discovery("--pod-name=ksm-0"));
    assertEquals(
        new OwnPod("ksm-0", Optional.of("monitoring")),
        discovery("--pod-name=ksm-0 --pod-namespace=monitoring"));
    assertEquals(new Discovery.None(), discovery("--pod-name=ksm-0 --discovery=none"));
  }

  @Test
  void a_cluster_has_defaults_for_everything() {
    assertEquals(
        new Cluster("app.kubernetes.io/name=kube-state-metrics", List.of(), Shard.ALL, 128),
        discovery("--discovery=cluster"));
    assertEquals(
        new Cluster("a=b,c", List.of("x", "y"), new Shard(1, 3), 7),
        discovery(
            "--discovery=cluster --selector=a=b,c --namespace=x --namespace=y --shard=1"
                + " --total-shards=3 --max-concurrency=7"));
  }

  @Test
  void the_shard_comes_from_the_pods_name_and_else_from_the_hosts() {
    assertEquals(
        new Shard(2, 3),
        shard("--discovery=cluster --total-shards=3 --pod-name=e-2 --host-name=h-1"));
    assertEquals(new Shard(1, 3), shard("--discovery=cluster --total-shards=3 --host-name=h-1"));
    assertEquals(
        new Shard(0, 3), shard("--discovery=cluster --total-shards=3 --shard=0 --host-name=h-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--discovery=pod|--discovery=pod needs the pod's name: set POD_NAME from the downward API, fieldRef metadata.name",
        "--selector=a=b|--selector is only for --discovery=cluster; give both or neither",
        "--namespace=a|--namespace is only for --discovery=cluster; give both or neither",
        "--shard=0|--shard is only for --discovery=cluster; give both or neither",
        "--total-shards=2|--total-shards is only for --discovery=cluster; give both or neither",
        "--max-concurrency=2|--max-concurrency is only for --discovery=cluster; give both or neither",
        "--discovery=cluster --shard=1|--shard needs --total-shards: give both",
        "--discovery=cluster --shard=2 --total-shards=2|--shard counts from 0, so with --total-shards=2 the last one is 1, not 2",
        "--discovery=cluster --selector=|--selector must not be empty, or every pod of the cluster would be probed",
        "--discovery=cluster --namespace=|--namespace must not be empty; leave it out for all namespaces",
        "--discovery=cluster --max-concurrency=0|--max-concurrency must be 1 or more, not 0",
        "--discovery=cluster --pod-file=x|--discovery=cluster finds its pods itself: leave out --main-url and --pod-file"
      })
  void what_contradicts_itself_is_refused_in_one_sentence(String flags, String sentence) {
    assertEquals(sentence, assertThrows(InvalidSetting.class, () -> discovery(flags)).getMessage());
  }

  private static Shard shard(String flags) {
    return discovery(flags) instanceof Cluster cluster ? cluster.shard() : Shard.ALL;
  }

  private static Discovery discovery(String flags) {
    CommandLine line = new CommandLine(new OnlyOptions());
    String all = "--pod-name= --pod-namespace= --host-name=host " + flags;
    // The last one of two equal flags counts, so that the machine's environment does not.
    line.setOverwrittenOptionsAllowed(true);
    line.parseArgs(all.strip().split(" +", -1));
    return line.<OnlyOptions>getCommand()
        .options
        .settings(ListenAddress.DEFAULT, Optional.empty(), _ -> List.of())
        .discovery();
  }

  @CommandLine.Command
  static final class OnlyOptions {
    @CommandLine.Mixin private RunOptions options = new RunOptions();
  }
}
