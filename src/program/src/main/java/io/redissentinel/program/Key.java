package io.redissentinel.program;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The keys of the stack configuration. Pulumi.yaml describes each of them; a test holds the two
 * together.
 */
enum Key {
  NODE_COUNT("nodeCount", "nodes.count"),
  SUBNET_IDS("subnetIds", "nodes.subnetIds"),
  PRIVATE_ADDRESSES("privateAddresses", "nodes.privateAddresses"),
  ALLOW_SHARED_ZONES("allowSharedZones", "nodes.allowSharedZones"),
  PUBLIC_ADDRESSES("publicAddresses", "nodes.publicAddresses"),

  ARCHITECTURE("architecture", "machine.architecture"),
  INSTANCE_TYPE("instanceType", "machine.instanceType"),
  IMAGE_ID("imageId", "machine.imageId"),
  VOLUME_SIZE_GIB("volumeSizeGiB", "machine.volumeSizeGiB"),
  PROTECT_DATA("protectData", "machine.protectData"),
  KMS_KEY_ID("kmsKeyId", "machine.kmsKeyId"),
  AWS_ENDPOINT_URL("awsEndpointUrl", "machine.awsEndpointUrl"),

  CLIENT_CIDRS("clientCidrs", "access.clientCidrs"),
  CLIENT_SECURITY_GROUP_IDS("clientSecurityGroupIds", "access.clientSecurityGroups"),
  SSH_CIDRS("sshCidrs", "access.sshCidrs"),
  PUBLIC_KEY("publicKey", "access.publicKey"),
  ALLOW_PUBLIC("allowPublic", "access.allowPublic"),
  SESSION_MANAGER("sessionManager", "access.sessionManager"),

  AUTH("auth", "auth.mode"),
  PASSWORD("password", "auth.password"),
  PASSWORD_STORE("passwordStore", "auth.store"),

  REDIS_VERSION("redisVersion", "redis.version"),
  REDIS_URL("redisUrl", "redis.url"),
  REDIS_SHA256("redisSha256", "redis.sha256"),
  REDIS_PORT("redisPort", "redis.port"),
  MIN_REPLICAS_TO_WRITE("minReplicasToWrite", "redis.minReplicasToWrite"),
  MIN_REPLICAS_MAX_LAG_SECONDS("minReplicasMaxLagSeconds", "redis.minReplicasMaxLagSeconds"),
  REDIS_RUN_TESTS("redisRunTests", "redis.runTests"),
  DISABLED_COMMANDS("disabledCommands", "redis.disabledCommands"),
  TLS("tls", "redis.tls"),

  APPEND_ONLY("appendOnly", "persistence.appendOnly"),
  APPEND_FSYNC("appendFsync", "persistence.appendFsync"),
  SNAPSHOTS("snapshots", "persistence.snapshots"),

  MAX_MEMORY_MIB("maxMemoryMiB", "memory.maxMemoryMiB"),
  MAX_MEMORY_POLICY("maxMemoryPolicy", "memory.maxMemoryPolicy"),
  REPLICATION_BACKLOG_MIB("replicationBacklogMiB", "memory.replicationBacklogMiB"),
  REPLICA_OUTPUT_BUFFER_MIB("replicaOutputBufferMiB", "memory.replicaOutputBufferMiB"),

  MASTER_NAME("masterName", "sentinel.masterName"),
  SENTINEL_PORT("sentinelPort", "sentinel.port"),
  QUORUM("quorum", "sentinel.quorum"),
  DOWN_AFTER_MILLIS("downAfterMillis", "sentinel.downAfterMillis"),
  FAILOVER_TIMEOUT_MILLIS("failoverTimeoutMillis", "sentinel.failoverTimeoutMillis"),
  PARALLEL_SYNCS("parallelSyncs", "sentinel.parallelSyncs"),

  BACKUPS("backups", "backups"),
  BACKUP_BUCKET("backupBucket", "backups.bucket"),
  BACKUP_PREFIX("backupPrefix", "backups.prefix"),
  BACKUP_EVERY("backupEvery", "backups.every"),
  BACKUP_RETENTION_DAYS("backupRetentionDays", "snapshotBucket.retentionDays"),
  ELASTI_CACHE_EXPORT("elastiCacheExport", "snapshotBucket.elastiCacheExport"),
  VOLUME_SNAPSHOTS("volumeSnapshots", "volumeSnapshots"),
  VOLUME_SNAPSHOT_DAYS("volumeSnapshotDays", "volumeSnapshots.days"),
  RESTORE_FROM("restoreFrom", "restoreFrom"),

  ROLLOUT("rollout", "rollout");

  private final String text;
  private final String argument;

  Key(String text, String argument) {
    this.text = text;
    this.argument = argument;
  }

  /** The key that an argument of the component is set by, given the argument's property path. */
  static Optional<Key> ofArgument(String path) {
    return Arrays.stream(values())
        .filter(key -> path.startsWith(key.argument))
        .max(Comparator.comparingInt(key -> key.argument.length()));
  }

  /** The property path with this key in the argument's place; an index after it stays. */
  String inPlaceOfArgument(String path) {
    return text + path.substring(argument.length());
  }

  /** The key as it stands in a stack's file, after {@code redis-sentinel:}. */
  @Override
  public String toString() {
    return text;
  }
}
