package io.redissentinel.sentinelctl.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a node says in one look.
 *
 * @param env node.env: what the node was launched to be, by name ({@code NODE}, {@code ADDRESS},
 *     {@code VOLUME_ID}, {@code REDIS_VERSION}, {@code SENTINEL_ID}, {@code AUTH}, ...)
 * @param managed what the stack owns of redis.conf, by name
 * @param wantedRedis the live settings that the stack wants of Redis, by name; empty where the
 *     stack has none
 * @param wantedSentinel those of Sentinel
 * @param commands which commands Redis does without
 * @param redis its Redis server
 * @param sentinel its sentinel
 * @param host its system
 * @param redisWarnings what Redis has warned of in its log since it started
 * @param sentinelWarnings what Sentinel has
 * @param lastFailover the last failover that its sentinel has logged
 * @param password whether the node has the store's current password
 * @param backups what it says of backups; empty where it cannot make any: an earlier release
 * @param backupTimer what its backups' timer goes by, as its tag said it
 * @param clock the node's clock when the answer was sent, in seconds
 */
public record NodeFacts(
    Map<String, String> env,
    Map<String, String> managed,
    Map<String, String> wantedRedis,
    Map<String, String> wantedSentinel,
    CommandFacts commands,
    RedisFacts redis,
    SentinelFacts sentinel,
    HostFacts host,
    List<String> redisWarnings,
    List<String> sentinelWarnings,
    Optional<Failover> lastFailover,
    PasswordState password,
    Optional<BackupFacts> backups,
    Optional<String> backupTimer,
    double clock) {
  /** Whether the cluster has a password. */
  public boolean hasPassword() {
    return !"none".equals(env.get("AUTH"));
  }

  NodeFacts withPassword(PasswordState known) {
    return new NodeFacts(
        env,
        managed,
        wantedRedis,
        wantedSentinel,
        commands,
        redis,
        sentinel,
        host,
        redisWarnings,
        sentinelWarnings,
        lastFailover,
        known,
        backups,
        backupTimer,
        clock);
  }
}
