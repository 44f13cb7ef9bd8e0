package io.redissentinel.bootstrap;

import java.util.regex.Pattern;

/**
 * The sentinels of a cluster, in the terms of sentinel.conf.
 *
 * @param masterName the name that clients ask for, such as {@code mymaster}
 * @param port TCP port of redis-sentinel
 * @param quorum how many sentinels must find the master down before a failover is tried
 * @param downAfterMillis how long a master may be silent before a sentinel finds it down
 * @param failoverTimeoutMillis {@code failover-timeout}: a failover that failed is tried again
 *     after twice this time
 * @param parallelSyncs how many replicas turn to a new master at once
 */
public record SentinelSpec(
    String masterName,
    int port,
    int quorum,
    long downAfterMillis,
    long failoverTimeoutMillis,
    int parallelSyncs) {
  // The characters that Sentinel itself takes (sentinel.c, sentinelHandleConfiguration).
  private static final Pattern MASTER_NAME = Pattern.compile("[A-Za-z0-9._-]+");

  /**
   * Checks the master's name.
   *
   * @throws IllegalArgumentException if Sentinel would refuse it
   */
  public SentinelSpec {
    if (!MASTER_NAME.matcher(masterName).matches()) {
      throw new IllegalArgumentException(
          "master name: must be letters, digits, '.', '_' and '-', got '%s'".formatted(masterName));
    }
  }
}
