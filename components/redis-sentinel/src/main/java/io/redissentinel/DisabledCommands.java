package io.redissentinel;

import io.redissentinel.topology.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of Redis's commands can be disabled, and why others cannot: Sentinel fails over by some
 * ({@code sentinelSendSlaveOf} of Redis 5's sentinel.c), replication and the node's own scripts use
 * others. One that Redis does not know keeps it from starting, so only known ones are taken: those
 * of administrators that every release from 5.0 on has.
 */
final class DisabledCommands {
  private static final Set<String> ALLOWED =
      Set.of(
          "DEBUG",
          "DUMP",
          "EVAL",
          "EVALSHA",
          "FLUSHALL",
          "FLUSHDB",
          "KEYS",
          "LATENCY",
          "MEMORY",
          "MIGRATE",
          "MODULE",
          "MONITOR",
          "PFDEBUG",
          "PFSELFTEST",
          "RANDOMKEY",
          "RESTORE",
          "SAVE",
          "SCRIPT",
          "SLOWLOG",
          "SWAPDB");

  private static final Map<String, String> NEEDED = needed();

  private DisabledCommands() {}

  static void check(String path, List<String> commands, Problems problems) {
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      if (!ALLOWED.contains(command)) {
        problems.add(
            "%s[%d]".formatted(path, i),
            Optional.ofNullable(NEEDED.get(command))
                .map("leave alone what the cluster lives by: %s"::formatted)
                .orElse("be one of " + String.join(", ", ALLOWED.stream().sorted().toList())),
            command,
            "take it off the list");
      } else if (commands.indexOf(command) < i) {
        problems.add("%s[%d]".formatted(path, i), "be there once", command, "take one away");
      }
    }
  }

  private static Map<String, String> needed() {
    String failover = "Sentinel could not fail over any more";
    String replication = "replicas could not follow a master any more";
    String scripts = "the node's own scripts need it";
    String sentinel = "Sentinel would find the server down";
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String command : List.of("SLAVEOF", "REPLICAOF", "CONFIG", "MULTI", "EXEC", "CLIENT")) {
      reasons.put(command, failover);
    }
    for (String command : List.of("PSYNC", "SYNC", "REPLCONF", "SELECT", "WAIT")) {
      reasons.put(command, replication);
    }
    for (String command : List.of("INFO", "PING", "AUTH", "ROLE", "SUBSCRIBE", "PUBLISH")) {
      reasons.put(command, sentinel);
    }
    for (String command : List.of("BGSAVE", "BGREWRITEAOF", "SHUTDOWN", "COMMAND", "ACL")) {
      reasons.put(command, scripts);
    }
    reasons.put("SENTINEL", "it is the sentinels', which this does not concern");
    return reasons;
  }
}
