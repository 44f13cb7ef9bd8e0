package io.redissentinel.bootstrap;

import java.util.regex.Pattern;

/**
 * The sentinels of a cluster: what is settled when a node is launched.
 *
 * @param masterName the name that clients ask for, such as {@code mymaster}
 * @param port TCP port of redis-sentinel
 */
public record SentinelSpec(String masterName, int port) {
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
