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
    RedisAdvisories.warning(args.redis().version()).ifPresent(found::add);
    return found.stream().map(text -> "RedisSentinel '%s': %s".formatted(cluster, text)).toList();
  }
}
