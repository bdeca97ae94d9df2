package io.github.ksmprobe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

  private static final List<String> UIDS = uids(2000);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void every_pod_has_exactly_one_shard_and_every_shard_its_part(int total) {
    List<Shard> shards = shards(total);
    for (String uid : UIDS) {
      assertEquals(1, owners(shards, uid), uid);
    }
    for (Shard shard : shards) {
      long own = UIDS.stream().filter(shard::owns).count();
      assertTrue(own * total > UIDS.size() * 0.8, shard + " has " + own);
    }
  }

  /** A StatefulSet restarts its pods from the highest ordinal down, after making new ones. */
  @ParameterizedTest
  @CsvSource({"1,2", "2,3", "2,5", "4,5"})
  void no_pod_is_dropped_while_shards_are_added(int before, int after) {
    List<Shard> running = new ArrayList<>(shards(before));
    running.addAll(shards(after).subList(before, after));
    assertNoneDropped(running, 2);
    for (int ordinal = before - 1; ordinal >= 0; ordinal--) {
      // Restarting: its own pods wait for it, all others are owned.
      running.set(ordinal, new Shard(ordinal, after));
      assertNoneDropped(running, 2);
    }
    assertEquals(UIDS.size(), UIDS.stream().mapToLong(uid -> owners(running, uid)).sum());
  }

  /** The flag first, the replicas later: shards beyond the number keep their pods until they go. */
  @ParameterizedTest
  @CsvSource({"2,1", "3,2", "5,2"})
  void no_pod_is_dropped_while_shards_are_taken_away(int before, int after) {
    List<Shard> running = new ArrayList<>(shards(before));
    for (int ordinal = before - 1; ordinal >= 0; ordinal--) {
      running.set(ordinal, new Shard(ordinal, after));
      assertNoneDropped(running, before - after + 1);
    }
    while (running.size() > after) {
      running.removeLast();
      assertNoneDropped(running, before - after + 1);
    }
    assertEquals(UIDS.size(), UIDS.stream().mapToLong(uid -> owners(running, uid)).sum());
  }

  @Test
  void the_ordinal_of_a_stateful_set_is_the_shard() {
    assertEquals(new Shard(12, 20), Shard.ofPod("ksm-probe-exporter-12", 20));
    assertEquals(new Shard(3, 2), Shard.ofPod("x-3", 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "-3", "exporter", "exporter-", "exporter-x7k2p", "exporter-03"})
  void a_name_without_an_ordinal_is_refused(String name) {
    InvalidSetting wrong = assertThrows(InvalidSetting.class, () -> Shard.ofPod(name, 2));
    assertEquals(
        "--total-shards needs to know which shard this is: give --shard, or run in a StatefulSet; \""
            + name
            + "\" does not end in an ordinal",
        wrong.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0|--total-shards must be 1 or more, not 0",
        "-1|2|--shard counts from 0 and cannot be -1",
        "2|2|--shard counts from 0, so with --total-shards=2 the last one is 1, not 2"
      })
  void flags_that_make_no_shard_are_refused(int index, int total, String message) {
    assertEquals(
        message, assertThrows(InvalidSetting.class, () -> Shard.of(index, total)).getMessage());
  }

  private static void assertNoneDropped(List<Shard> running, int most) {
    for (String uid : UIDS) {
      long owners = owners(running, uid);
      assertTrue(owners >= 1, uid + " is dropped by " + running);
      assertTrue(owners <= most, uid + " is seen by " + owners);
    }
  }

  private static long owners(List<Shard> shards, String uid) {
    return shards.stream().filter(shard -> shard.owns(uid)).count();
  }

  private static List<Shard> shards(int total) {
    return IntStream.range(0, total).mapToObj(index -> new Shard(index, total)).toList();
  }

  private static List<String> uids(int count) {
    Random random = new Random(42);
    List<String> uids =
        Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
            .limit(count)
            .toList();
    return Collections.unmodifiableList(uids);
  }
}
