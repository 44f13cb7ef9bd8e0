package io.redissentinel.sentinelctl.elasticache;

import io.redissentinel.sentinelctl.CtlException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.DataTieringStatus;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;

/** Snapshots of ElastiCache in one region. */
final class Snapshots {
  static final String AVAILABLE = "available";
  private static final int VALKEY_9 = 80;

  private final ElastiCacheClient elastiCache;

  Snapshots(ElastiCacheClient elastiCache) {
    this.elastiCache = elastiCache;
  }

  /**
   * A snapshot; empty if there is none of that name.
   *
   * @throws CtlException if AWS refuses to say
   */
  Optional<Snapshot> find(String name) {
    return Calls.make(
        "elasticache:DescribeSnapshots",
        "snapshot " + name,
        () -> {
          try {
            return elastiCache.describeSnapshots(s -> s.snapshotName(name)).snapshots().stream()
                .findFirst();
          } catch (SnapshotNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * A replication group; empty if there is none of that name.
   *
   * @throws CtlException if AWS refuses to say
   */
  Optional<ReplicationGroup> group(String id) {
    return Calls.make(
        "elasticache:DescribeReplicationGroups",
        "replication group " + id,
        () -> {
          try {
            return elastiCache
                .describeReplicationGroups(g -> g.replicationGroupId(id))
                .replicationGroups()
                .stream()
                .findFirst();
          } catch (ReplicationGroupNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** The engine's version of a group, which only its members say; empty if AWS does not say. */
  Optional<String> engineVersion(ReplicationGroup group) {
    try {
      return group.memberClusters().stream()
          .limit(1)
          .flatMap(
              member ->
                  elastiCache
                      .describeCacheClusters(c -> c.cacheClusterId(member))
                      .cacheClusters()
                      .stream())
          .map(CacheCluster::engineVersion)
          .findFirst();
    } catch (SdkException e) {
      // Then the files say it, once they are there.
      return Optional.empty();
    }
  }

  /** Whether a serverless cache has a snapshot of this name; no if AWS does not say. */
  boolean isServerless(String name) {
    try {
      return !elastiCache
          .describeServerlessCacheSnapshots(s -> s.serverlessCacheSnapshotName(name))
          .serverlessCacheSnapshots()
          .isEmpty();
    } catch (SdkException e) {
      return false;
    }
  }

  /** Has ElastiCache begin with a snapshot. */
  void create(String name, String group) {
    Calls.make(
        "elasticache:CreateSnapshot",
        "snapshot %s of replication group %s".formatted(name, group),
        () -> elastiCache.createSnapshot(s -> s.snapshotName(name).replicationGroupId(group)));
  }

  /** Has ElastiCache begin with an export. */
  void export(String name, String target, String bucket) {
    Calls.make(
        "elasticache:CopySnapshot",
        "export of snapshot %s to bucket %s".formatted(name, bucket),
        () ->
            elastiCache.copySnapshot(
                c -> c.sourceSnapshotName(name).targetSnapshotName(target).targetBucket(bucket)));
  }

  /** How many shards a snapshot has: files of its export. */
  static int shards(Snapshot snapshot) {
    return snapshot.numNodeGroups() == null ? 1 : Math.max(1, snapshot.numNodeGroups());
  }

  /** Whether part of the data is on disks: AWS does not export that. */
  static boolean isTiered(DataTieringStatus tiering) {
    return tiering == DataTieringStatus.ENABLED;
  }

  /**
   * The lowest RDB version that an engine of ElastiCache's can have written.
   *
   * @param engine {@code redis} or {@code valkey}
   * @param version such as {@code 7.1.0}; null if AWS does not say
   */
  static int writes(String engine, String version) {
    if (version == null) {
      return 0;
    }
    if ("valkey".equals(engine)) {
      // It began with the format of Redis 7.2, and left it with 9.0.
      return version.matches("[78]\\..*") ? 11 : VALKEY_9;
    }
    return Math.min(RdbVersion.reads(version), 11);
  }
}
