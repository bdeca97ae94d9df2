package io.github.ksmprobe.config;

import static io.github.ksmprobe.config.InvalidSetting.key;

import java.nio.charset.StandardCharsets;

/**
 * A part of all pods, by their UID. Growing from n to n + 1 shards moves pods to the new shard only
 * (a jump consistent hash), so a shard that starts first takes over before another lets go.
 *
 * @param index from 0
 * @param total how many shards there are; an index beyond it is a shard about to be removed, which
 *     keeps its pods until it ends, since the others may not have taken over yet
 */
public record Shard(int index, int total) {

  public static final Shard ALL = new Shard(0, 1);

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long JUMP_FACTOR = 2862933555777941757L;

  public Shard {
    if (total < 1) {
      throw InvalidSetting.of(key("total-shards"), " must be 1 or more, not ", total);
    }
    if (index < 0) {
      throw InvalidSetting.of(key("shard"), " counts from 0 and cannot be ", index);
    }
  }

  /**
   * From flags, where the index has to be one of the shards.
   *
   * @throws InvalidSetting if it is not
   */
  public static Shard of(int index, int total) {
    Shard shard = new Shard(index, total);
    if (index >= total) {
      throw InvalidSetting.of(
          key("shard"),
          " counts from 0, so with ",
          key("total-shards", total),
          " the last one is ",
          total - 1,
          ", not ",
          index);
    }
    return shard;
  }

  /**
   * From the name of a StatefulSet's pod, which ends in its ordinal.
   *
   * @throws InvalidSetting if it does not
   */
  public static Shard ofPod(String podName, int total) {
    int dash = podName.lastIndexOf('-');
    String ordinal = podName.substring(dash + 1);
    if (dash < 1 || !ordinal.matches("0|[1-9][0-9]{0,5}")) {
      throw InvalidSetting.of(
          key("total-shards"),
          " needs to know which shard this is: give ",
          key("shard"),
          ", or run in a StatefulSet; \"" + podName + "\" does not end in an ordinal");
    }
    return new Shard(Integer.parseInt(ordinal), total);
  }

  /** Whether that pod is one of this shard's. */
  public boolean owns(String podUid) {
    return jump(fnv1a(podUid), Math.max(total, index + 1)) == index;
  }

  private static long fnv1a(String text) {
    long hash = FNV_OFFSET;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  // Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014.
  private static int jump(long seed, int buckets) {
    long key = seed;
    long chosen = -1;
    long next = 0;
    while (next < buckets) {
      chosen = next;
      key = key * JUMP_FACTOR + 1;
      next = (long) ((chosen + 1) * ((double) (1L << 31) / (double) ((key >>> 33) + 1)));
    }
    return (int) chosen;
  }
}
