package io.redissentinel.bootstrap;

/**
 * The Redis servers of a cluster: what is settled when a node is launched.
 *
 * @param source what is compiled
 * @param port TCP port of redis-server
 * @param runTests whether a node runs Redis's own {@code make test} after compiling; minutes longer
 */
public record RedisSpec(RedisSource source, int port, boolean runTests) {}
