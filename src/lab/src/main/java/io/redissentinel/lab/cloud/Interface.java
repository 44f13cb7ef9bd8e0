package io.redissentinel.lab.cloud;

/**
 * A network interface: an address that outlives instances.
 *
 * @param id {@code eni-...}
 * @param prefixLength of the subnet, for example 24
 * @param gateway the subnet's first address
 * @param mac derived from the id, so that it is the same after a restart of the lab
 */
public record Interface(
    String id, String subnetId, String address, int prefixLength, String gateway, String mac) {}
