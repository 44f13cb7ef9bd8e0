package io.redissentinel.bootstrap;

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
public record NodeSpec(String key, String address, String volumeId, String deviceName) {}
