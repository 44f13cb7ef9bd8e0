package io.redissentinel;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a node turned out to be.
 *
 * @param key the node's key: {@code a}, {@code b}, {@code c}, ...
 * @param instanceId its instance; another one after each replacement
 * @param zone its availability zone
 * @param privateAddress its private IPv4 address, which outlives its instance
 * @param volumeId its data volume, which outlives its instance
 * @param interfaceId its network interface, which outlives its instance
 */
public record NodeOutput(
    String key,
    String instanceId,
    String zone,
    String privateAddress,
    String volumeId,
    String interfaceId) {
  /** The record as a map, as stack outputs take it. */
  public Map<String, String> toMap() {
    return new TreeMap<>(
        Map.of(
            "key", key,
            "instanceId", instanceId,
            "zone", zone,
            "privateAddress", privateAddress,
            "volumeId", volumeId,
            "interfaceId", interfaceId));
  }
}
