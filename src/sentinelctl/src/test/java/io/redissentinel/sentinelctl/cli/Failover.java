package io.redissentinel.sentinelctl.cli;

import java.time.Duration;
import java.util.List;

/** A failover by kill -9 of the master's redis-server, while one of two replicas is at work. */
enum Failover {
  /** The other one is promoted, and the one at work goes on from there. */
  TO_THE_OTHER,

  /** The same, and the one at work is sent everything anew. */
  WITH_A_FULL_SYNCHRONISATION,

  /** The one at work is promoted. */
  TO_THE_ONE_AT_WORK;

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String PRIORITY = "redis-cli config set replica-priority ";

  /** Does it; returns the new master when the replica at work has its place beside it. */
  String run(RestoreLab lab, String master, String atWork) {
    String other = other(master, atWork);
    String promoted = this == TO_THE_ONE_AT_WORK ? atWork : other;
    // Sentinel chooses by what it is told after the master is gone.
    for (String replica : List.of(atWork, other)) {
      lab.on(replica, "sh", "-c", PRIORITY + (replica.equals(promoted) ? 1 : 100));
    }
    if (this == WITH_A_FULL_SYNCHRONISATION) {
      // Of this history the others know nothing, and cannot go on from a place in it.
      lab.on(promoted, "redis-cli", "debug", "change-repl-id");
    }
    lab.on(master, "pkill", "-9", "-x", "redis-server");
    NodeLab.await(
        LIMIT,
        "failover to " + promoted,
        () -> lab.on(atWork, "redis-cli", "info", "replication"),
        it ->
            promoted.equals(atWork)
                ? it.contains("role:master")
                : it.contains("master_host:" + address(promoted))
                    && it.contains("master_link_status:up"));
    return promoted;
  }

  private static String other(String master, String atWork) {
    return NodeLab.NODES.stream()
        .filter(node -> !node.equals(master) && !node.equals(atWork))
        .findFirst()
        .orElseThrow();
  }

  private static String address(String node) {
    return "10.77.%d.10".formatted(NodeLab.NODES.indexOf(node) + 1);
  }
}
