package io.redissentinel.bootstrap;

/**
 * The Redis servers of a cluster.
 *
 * @param source what is compiled
 * @param port TCP port of redis-server
 * @param minReplicasToWrite a master with fewer replicas in sync refuses writes; 0 switches the
 *     guard off ({@code min-replicas-to-write})
 * @param minReplicasMaxLagSeconds how old a replica's last acknowledgement may be for it to count,
 *     in seconds: what a cut-off master can accept and lose ({@code min-replicas-max-lag})
 * @param runTests whether a node runs Redis's own {@code make test} after compiling; minutes longer
 */
public record RedisSpec(
    RedisSource source,
    int port,
    int minReplicasToWrite,
    int minReplicasMaxLagSeconds,
    boolean runTests) {}
