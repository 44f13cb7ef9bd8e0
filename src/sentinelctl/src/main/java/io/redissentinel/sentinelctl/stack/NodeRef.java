package io.redissentinel.sentinelctl.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A node as the stack's outputs have it.
 *
 * @param key {@code a}, {@code b}, {@code c}, ...
 * @param instanceId its instance; another one after each replacement
 * @param zone its availability zone
 * @param privateAddress its private IPv4 address, which outlives its instance
 * @param volumeId its data volume
 * @param interfaceId its network interface
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeRef(
    String key,
    String instanceId,
    String zone,
    String privateAddress,
    String volumeId,
    String interfaceId) {
  /** For people: {@code b (10.77.2.10)}. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(key, privateAddress);
  }
}
