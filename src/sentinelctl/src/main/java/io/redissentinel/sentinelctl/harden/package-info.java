/**
 * Disables commands on a running cluster, or gives them back: {@link
 * io.redissentinel.sentinelctl.harden.Harden}. A command that is renamed to nothing needs a restart
 * of redis-server, so this is a restart of each, replicas first, and the old master last after a
 * planned failover.
 */
package io.redissentinel.sentinelctl.harden;
