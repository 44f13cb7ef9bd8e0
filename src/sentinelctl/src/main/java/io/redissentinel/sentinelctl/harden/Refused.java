package io.redissentinel.sentinelctl.harden;

import io.redissentinel.sentinelctl.CtlException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The commands without which a failover would silently not come about: Sentinel sends them, and
 * there is no mapping of other names (`sentinel rename-command`) in this cluster. The stack's
 * program refuses these and more; here it is said before anything is touched.
 */
final class Refused {
  private static final Set<String> NEEDED_FOR_FAILOVER =
      Set.of(
          "AUTH",
          "CLIENT",
          "CONFIG",
          "EXEC",
          "INFO",
          "MULTI",
          "PING",
          "PSYNC",
          "PUBLISH",
          "REPLCONF",
          "REPLICAOF",
          "ROLE",
          "SENTINEL",
          "SLAVEOF",
          "SUBSCRIBE",
          "SYNC");

  private Refused() {}

  static void check(Collection<String> commands) {
    List<String> needed = commands.stream().filter(NEEDED_FOR_FAILOVER::contains).sorted().toList();
    if (!needed.isEmpty()) {
      throw CtlException.usage(
          "%s cannot be disabled: Sentinel or replication uses it, and no failover would come about any more; leave it out"
              .formatted(String.join(", ", needed)));
    }
  }
}
