package io.redissentinel.bootstrap;

import java.util.regex.Pattern;

/**
 * What a node's bootstrap has to know of a node.
 *
 * @param key the node's stable key in the cluster: {@code a}, {@code b}, {@code c}, ...
 * @param address the node's private IPv4 address, fixed for the life of its network interface;
 *     Sentinel before 6.2 takes addresses only, no host names
 * @param volumeId the EBS volume that holds /data, {@code vol-...}: under Nitro the only name that
 *     a device can be found by
 * @param deviceName the device name that the attachment asks for, such as {@code /dev/sdf}: the
 *     fallback, for instance types that are not Nitro
 */
public record NodeSpec(String key, String address, String volumeId, String deviceName) {
  private static final Pattern KEY = Pattern.compile("[a-z]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern VOLUME_ID = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern DEVICE_NAME = Pattern.compile("/dev/[a-z0-9]+");

  /**
   * Checks the form of all four: they go into files that a shell reads.
   *
   * @throws IllegalArgumentException if one is malformed; the message names it
   */
  public NodeSpec {
    Forms.require(KEY, key, "node key", "a lower-case letter");
    Forms.require(ADDRESS, address, "node address", "an IPv4 address");
    Forms.require(VOLUME_ID, volumeId, "node volume", "the id of a volume");
    Forms.require(DEVICE_NAME, deviceName, "node device", "a name such as /dev/sdf");
  }
}
