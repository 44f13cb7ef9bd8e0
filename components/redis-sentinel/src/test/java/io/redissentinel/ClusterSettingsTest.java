package io.redissentinel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  @Test
  void defaults() {
    var settings = ClusterSettings.of(RedisSentinelArgs.builder().build());
    assertThat(settings.redis())
        .isEqualTo(
            "maxmemory=auto maxmemory-policy=noeviction min-replicas-to-write=1"
                + " min-replicas-max-lag=10 appendonly=yes appendfsync=everysec"
                + " save=3600:1:300:100:60:10000 repl-backlog-size=64mb"
                + " client-output-buffer-limit=replica:256mb:128mb:60");
    assertThat(settings.sentinel())
        .isEqualTo("quorum=2 down-after-milliseconds=5000 failover-timeout=10000 parallel-syncs=1");
  }

  @Test
  void everySettingThatIsGiven() {
    var settings =
        ClusterSettings.of(
            RedisSentinelArgs.builder()
                .nodes(NodesArgs.builder().count(5).build())
                .redis(
                    RedisArgs.builder().minReplicasToWrite(2).minReplicasMaxLagSeconds(5).build())
                .persistence(
                    PersistenceArgs.builder()
                        .appendOnly(false)
                        .appendFsync(AppendFsync.NO)
                        .snapshots()
                        .build())
                .memory(
                    MemoryArgs.builder()
                        .maxMemoryMiB(2048)
                        .maxMemoryPolicy(MaxMemoryPolicy.VOLATILE_TTL)
                        .replicationBacklogMiB(32)
                        .replicaOutputBufferMiB(65)
                        .build())
                .sentinel(
                    SentinelArgs.builder()
                        .quorum(4)
                        .downAfterMillis(2_000)
                        .failoverTimeoutMillis(60_000)
                        .parallelSyncs(3)
                        .build())
                .build());
    assertThat(settings.redis())
        .isEqualTo(
            "maxmemory=2048mb maxmemory-policy=volatile-ttl min-replicas-to-write=2"
                + " min-replicas-max-lag=5 appendonly=no appendfsync=no save="
                + " repl-backlog-size=32mb client-output-buffer-limit=replica:65mb:32mb:60");
    assertThat(settings.sentinel())
        .isEqualTo("quorum=4 down-after-milliseconds=2000 failover-timeout=60000 parallel-syncs=3");
  }

  @Test
  void theLongestOfEverythingFitsWithTheSnapshotsOfTheDefault() {
    var args =
        RedisSentinelArgs.builder()
            .nodes(NodesArgs.builder().count(7).build())
            .redis(RedisArgs.builder().minReplicasToWrite(6).minReplicasMaxLagSeconds(3600).build())
            .memory(
                MemoryArgs.builder()
                    .maxMemoryMiB(33_554_432)
                    .maxMemoryPolicy(MaxMemoryPolicy.VOLATILE_RANDOM)
                    .replicationBacklogMiB(65_536)
                    .replicaOutputBufferMiB(65_536)
                    .build());
    assertThat(args.problems()).isEmpty();
    assertThat(ClusterSettings.of(args.build()).redis()).hasSizeLessThanOrEqualTo(256);
  }
}
