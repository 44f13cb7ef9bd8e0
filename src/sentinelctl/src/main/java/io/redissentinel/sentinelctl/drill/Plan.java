package io.redissentinel.sentinelctl.drill;

import io.redissentinel.sentinelctl.stack.NodeRef;
import java.time.Duration;

/**
 * A drill as it is going to be.
 *
 * @param run names the keys that it writes
 * @param fault what is done
 * @param victim to whom: the master
 * @param rules the cluster's settings
 * @param hold how long a lasting fault lasts
 * @param target how long clients may be without writes
 * @param settle how long the cluster may take to be whole again
 * @param client how the writers behave
 */
public record Plan(
    String run,
    FaultKind fault,
    NodeRef victim,
    ClusterRules rules,
    Duration hold,
    Duration target,
    Duration settle,
    Client client) {
  /** Without a fault, to compare with. */
  static final Duration BEFORE = Duration.ofSeconds(3);

  /** Once all is well again, so that it is seen to stay so. */
  static final Duration AFTER = Duration.ofSeconds(2);

  /** Each writer writes this often. */
  public static final Duration WRITE_PERIOD = Duration.ofMillis(5);

  private static final Duration GUARD_MARGIN = Duration.ofSeconds(20);
  private static final Duration LOAD_MARGIN = Duration.ofSeconds(60);

  /** When the node undoes the fault by itself. */
  Duration guard() {
    return hold.plus(GUARD_MARGIN);
  }

  /** When writers and listeners end by themselves. */
  Duration loadLimit() {
    return hold.plus(settle).plus(LOAD_MARGIN);
  }
}
