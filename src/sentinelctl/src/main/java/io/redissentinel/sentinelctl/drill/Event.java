package io.redissentinel.sentinelctl.drill;

/**
 * What a sentinel has published.
 *
 * @param at seconds since the fault
 * @param sentinel the key of its node
 * @param channel such as {@code +odown}
 * @param message such as {@code master mymaster 10.0.1.10 6379 #quorum 2/2}
 */
public record Event(double at, String sentinel, String channel, String message) {
  /** Whether it is about the master of this name itself. */
  boolean concerns(String masterName) {
    return message.startsWith("master " + masterName + " ");
  }

  /** The new master's address, of a {@code +switch-master}. */
  String newMaster() {
    return message.split(" ")[3];
  }
}
