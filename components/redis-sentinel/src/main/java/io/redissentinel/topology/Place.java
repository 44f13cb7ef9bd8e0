package io.redissentinel.topology;

import java.util.Optional;

/**
 * Where one node goes.
 *
 * @param key the node's key
 * @param subnet its subnet, and with it its zone
 * @param address the private address asked for; without one AWS picks it
 */
public record Place(String key, Subnet subnet, Optional<Ipv4> address) {}
