package io.redissentinel.sentinelctl.config;

import io.redissentinel.sentinelctl.CtlException;
import java.util.List;

/**
 * The keys of the stack's configuration that change live, as Pulumi.yaml says. All others are held
 * back, or change more than the nodes' settings.
 */
public final class LiveKeys {
  /** The one whose value is a list. */
  static final String SNAPSHOTS = "snapshots";

  /** The one that is nobody's where the stack has no backups. */
  static final String BACKUP_EVERY = "backupEvery";

  static final List<String> ALL =
      List.of(
          "appendFsync",
          "appendOnly",
          BACKUP_EVERY,
          "downAfterMillis",
          "failoverTimeoutMillis",
          "maxMemoryMiB",
          "maxMemoryPolicy",
          "minReplicasMaxLagSeconds",
          "minReplicasToWrite",
          "parallelSyncs",
          "quorum",
          "replicaOutputBufferMiB",
          "replicationBacklogMiB",
          SNAPSHOTS);

  /** What running nodes follow too, and what changes rights or a bucket beside them. */
  private static final List<String> MORE_THAN_TAGS =
      List.of("backupBucket", "backupPrefix", "backupRetentionDays", "backups");

  private LiveKeys() {}

  /**
   * Refuses what does not change live.
   *
   * @throws CtlException if the key is none of them, or its value cannot be meant
   */
  static void check(String key, List<String> values) {
    if (MORE_THAN_TAGS.contains(key)) {
      throw CtlException.usage(
          "'%s' changes more than the nodes' tags: set it by `pulumi config set` and `pulumi up`, which running nodes follow"
              .formatted(key));
    }
    if (!ALL.contains(key)) {
      throw CtlException.usage(
          "'%s' does not change live: it has to be one of %s; others are set by `pulumi config set` and `pulumi up`, and where that lists them as pending, brought out by `sentinelctl roll`"
              .formatted(key, String.join(", ", ALL)));
    }
    if (values.size() != 1 && !key.equals(SNAPSHOTS)) {
      throw CtlException.usage("%s takes one value, got %d".formatted(key, values.size()));
    }
  }
}
