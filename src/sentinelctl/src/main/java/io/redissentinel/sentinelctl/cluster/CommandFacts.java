package io.redissentinel.sentinelctl.cluster;

import java.util.Optional;
import java.util.Set;

/**
 * Which commands a node's Redis does without.
 *
 * @param wanted those that the stack disables; empty where the node knows no such wish, being of an
 *     older release
 * @param without those that the running server was started without
 */
public record CommandFacts(Optional<Set<String>> wanted, Set<String> without) {}
