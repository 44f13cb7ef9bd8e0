package io.redissentinel;

import io.redissentinel.bootstrap.LiveSettings;
import io.redissentinel.topology.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/** From the component's arguments to what Redis and Sentinel take while they run. */
final class ClusterSettings {
  private static final int SOFT_LIMIT_SECONDS = 60;

  private ClusterSettings() {}

  /** All but the backups, whose bucket is not known before it is made. */
  static LiveSettings of(RedisSentinelArgs args) {
    return new LiveSettings(
        LiveSettings.line(redis(args)),
        LiveSettings.line(sentinel(args.sentinel(), args.nodes().count())),
        LiveSettings.line(args.redis().disabledCommands()),
        LiveSettings.NONE);
  }

  /** Adds a problem if what is right by itself is together more than a tag holds. */
  static void checkSize(RedisSentinelArgs args, Problems problems) {
    int length = LiveSettings.line(redis(args)).length();
    if (length > LiveSettings.LIMIT) {
      problems.add(
          "persistence.snapshots",
          "leave room for all settings of Redis in an EC2 tag, %d characters"
              .formatted(LiveSettings.LIMIT),
          length,
          "take fewer pairs or shorter numbers");
    }
  }

  private static Map<String, Object> redis(RedisSentinelArgs args) {
    RedisArgs redis = args.redis();
    MemoryArgs memory = args.memory();
    PersistenceArgs persistence = args.persistence();
    int buffer = memory.replicaOutputBufferMiB();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("maxmemory", memory.maxMemoryMiB().map(ClusterSettings::mib).orElse("auto"));
    settings.put("maxmemory-policy", memory.maxMemoryPolicy());
    settings.put("min-replicas-to-write", redis.minReplicasToWrite());
    settings.put("min-replicas-max-lag", redis.minReplicasMaxLagSeconds());
    settings.put("appendonly", persistence.appendOnly() ? "yes" : "no");
    settings.put("appendfsync", persistence.appendFsync());
    settings.put("save", String.join(" ", persistence.snapshots()));
    settings.put("repl-backlog-size", mib(memory.replicationBacklogMiB()));
    settings.put(
        "client-output-buffer-limit",
        "replica %s %s %d".formatted(mib(buffer), mib(buffer / 2), SOFT_LIMIT_SECONDS));
    return settings;
  }

  private static Map<String, Object> sentinel(SentinelArgs sentinel, int nodeCount) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("quorum", sentinel.quorumOf(nodeCount));
    settings.put("down-after-milliseconds", sentinel.downAfterMillis());
    settings.put("failover-timeout", sentinel.failoverTimeoutMillis());
    settings.put("parallel-syncs", sentinel.parallelSyncs());
    return settings;
  }

  /** Redis's {@code mb} are of 1024 x 1024 bytes. */
  private static String mib(int size) {
    return size + "mb";
  }
}
