package io.redissentinel;

import io.redissentinel.bootstrap.RedisAdvisories;
import java.util.ArrayList;
import java.util.List;

/** What is allowed, but not without having been told what it means. */
final class Warnings {
  private Warnings() {}

  static List<String> of(String cluster, RedisSentinelArgs args) {
    List<String> found = new ArrayList<>();
    if (args.auth().mode() == AuthMode.NONE) {
      found.add(
          "there is no password: whoever reaches the nodes may read, change and delete everything,"
              + " and take the servers over; leave auth out to have a password made up");
    }
    args.access().clientCidrs().stream()
        .filter(CidrRules::opensToTheWorld)
        .forEach(
            cidr ->
                found.add(
                    ("allowPublic opens Redis and Sentinel to %s, and passwords and data cross the"
                            + " network in clear; name the networks that need it")
                        .formatted(cidr)));
    if (!args.persistence().appendOnly() && args.persistence().snapshots().isEmpty()) {
      found.add(
          "nothing is kept on disk: a node that restarts comes back empty and takes everything from"
              + " the master, and when all nodes stop at once all data is lost; for caches only, else"
              + " leave appendOnly out");
    }
    if (lasts(args) && args.backups().isEmpty() && args.volumeSnapshots().isEmpty()) {
      found.add(
          "there are no backups: replicas follow a FLUSHALL or a wrong DEL at once, and nothing"
              + " brings the keys back; set backups, for which SnapshotBucket makes a bucket");
    }
    RedisAdvisories.warning(args.redis().version()).ifPresent(found::add);
    return found.stream().map(text -> "RedisSentinel '%s': %s".formatted(cluster, text)).toList();
  }

  /** Whether its data is to be kept: a cache throws keys away by itself, or keeps none on disk. */
  private static boolean lasts(RedisSentinelArgs args) {
    boolean onDisk = args.persistence().appendOnly() || !args.persistence().snapshots().isEmpty();
    return onDisk && args.memory().maxMemoryPolicy() == MaxMemoryPolicy.NOEVICTION;
  }
}
