package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pulumi.core.Output;
import io.redissentinel.BackupArgs;
import io.redissentinel.SnapshotBucketArgs;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pulumi.yaml describes the keys that the program reads, and the defaults that the component has.
 */
class SchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<Key> NOT_GIVEN_BY_0 = Set.of(Key.QUORUM, Key.MAX_MEMORY_MIB);

  /** What {@code ClusterSettings} of the component is made of, and when backups are made. */
  private static final Set<Key> LIVE =
      Set.of(
          Key.MIN_REPLICAS_TO_WRITE,
          Key.MIN_REPLICAS_MAX_LAG_SECONDS,
          Key.APPEND_ONLY,
          Key.APPEND_FSYNC,
          Key.SNAPSHOTS,
          Key.MAX_MEMORY_MIB,
          Key.MAX_MEMORY_POLICY,
          Key.REPLICATION_BACKLOG_MIB,
          Key.REPLICA_OUTPUT_BUFFER_MIB,
          Key.QUORUM,
          Key.DOWN_AFTER_MILLIS,
          Key.FAILOVER_TIMEOUT_MILLIS,
          Key.PARALLEL_SYNCS,
          Key.BACKUP_EVERY);

  private JsonNode schema;

  @BeforeEach
  void read() throws IOException {
    schema = Files.project().path("config");
  }

  @Test
  void everyKeyIsDescribedAndNoOther() {
    assertThat(schema.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(Arrays.stream(Key.values()).map(Key::toString).toList());
  }

  @Test
  void everyKeyHasATypeADescriptionAndADefault() {
    // Pulumi takes a key without a default for one that every stack has to set.
    schema
        .properties()
        .forEach(
            key -> {
              assertThat(key.getValue().path("type").asText()).as(key.getKey()).isNotBlank();
              assertThat(key.getValue().path("description").asText())
                  .as(key.getKey())
                  .endsWith(".");
              assertThat(key.getValue().has("default")).as(key.getKey()).isTrue();
            });
  }

  @Test
  void whatChangesLiveSaysSoAndNothingElseDoes() {
    for (Key key : Key.values()) {
      String description = schema.path(key.toString()).path("description").asText();
      assertThat(description.endsWith(" Changes live."))
          .as("%s: %s", key, description)
          .isEqualTo(LIVE.contains(key));
    }
  }

  @Test
  void theSchemasDefaultsAreTheComponents() {
    StackConfig nothingSet = read(key -> Optional.empty());
    StackConfig defaultsSet =
        read(key -> Optional.of(Files.asConfigured(schema.path(key).path("default"))));
    assertThat(valuesOf(defaultsSet)).isEqualTo(valuesOf(nothingSet));
  }

  @Test
  void aDefaultThatIsWrittenOutIsTheComponents() {
    Map<Key, Object> component = valuesOf(read(key -> Optional.empty()));
    for (Key key : Key.values()) {
      String written = Files.asConfigured(schema.path(key.toString()).path("default"));
      if (!List.of("", "[]").contains(written) && !NOT_GIVEN_BY_0.contains(key)) {
        assertThat(written).as(key.toString()).isEqualTo(String.valueOf(component.get(key)));
      }
    }
  }

  private static StackConfig read(Function<String, Optional<String>> source) {
    return StackConfig.read(source, key -> false);
  }

  /** What each key comes to; of an output only whether there is one. */
  private static Map<Key, Object> valuesOf(StackConfig config) {
    Map<Key, Object> values = new EnumMap<>(Key.class);
    values.put(Key.NODE_COUNT, config.nodes().count());
    values.put(Key.SUBNET_IDS, config.nodes().subnetIds().isPresent());
    values.put(Key.PRIVATE_ADDRESSES, config.nodes().privateAddresses());
    values.put(Key.ALLOW_SHARED_ZONES, config.nodes().allowSharedZones());
    values.put(Key.PUBLIC_ADDRESSES, config.nodes().publicAddresses());
    values.put(Key.ARCHITECTURE, config.machine().architecture());
    values.put(Key.INSTANCE_TYPE, config.machine().instanceType());
    values.put(Key.IMAGE_ID, config.machine().imageId().isPresent());
    values.put(Key.VOLUME_SIZE_GIB, config.machine().volumeSizeGiB());
    values.put(Key.PROTECT_DATA, config.machine().protectData());
    values.put(Key.KMS_KEY_ID, config.machine().kmsKeyId().isPresent());
    values.put(Key.AWS_ENDPOINT_URL, config.machine().awsEndpointUrl());
    values.put(Key.CLIENT_CIDRS, config.access().clientCidrs());
    values.put(Key.CLIENT_SECURITY_GROUP_IDS, config.access().clientSecurityGroups().keySet());
    values.put(Key.SSH_CIDRS, config.access().sshCidrs());
    values.put(Key.PUBLIC_KEY, config.access().publicKey().isPresent());
    values.put(Key.ALLOW_PUBLIC, config.access().allowPublic());
    values.put(Key.SESSION_MANAGER, config.access().sessionManager());
    values.put(Key.AUTH, config.auth().mode());
    values.put(Key.PASSWORD, config.auth().password().isPresent());
    values.put(Key.PASSWORD_STORE, config.auth().store());
    values.put(Key.REDIS_VERSION, config.redis().version());
    values.put(Key.REDIS_URL, config.redis().url());
    values.put(Key.REDIS_SHA256, config.redis().sha256());
    values.put(Key.REDIS_PORT, config.redis().port());
    values.put(Key.MIN_REPLICAS_TO_WRITE, config.redis().minReplicasToWrite());
    values.put(Key.MIN_REPLICAS_MAX_LAG_SECONDS, config.redis().minReplicasMaxLagSeconds());
    values.put(Key.REDIS_RUN_TESTS, config.redis().runTests());
    values.put(Key.DISABLED_COMMANDS, config.redis().disabledCommands());
    values.put(Key.TLS, config.redis().tls());
    values.put(Key.APPEND_ONLY, config.persistence().appendOnly());
    values.put(Key.APPEND_FSYNC, config.persistence().appendFsync());
    values.put(Key.SNAPSHOTS, JSON.valueToTree(config.persistence().snapshots()));
    values.put(Key.MAX_MEMORY_MIB, config.memory().maxMemoryMiB());
    values.put(Key.MAX_MEMORY_POLICY, config.memory().maxMemoryPolicy());
    values.put(Key.REPLICATION_BACKLOG_MIB, config.memory().replicationBacklogMiB());
    values.put(Key.REPLICA_OUTPUT_BUFFER_MIB, config.memory().replicaOutputBufferMiB());
    values.put(Key.MASTER_NAME, config.sentinel().masterName());
    values.put(Key.SENTINEL_PORT, config.sentinel().port());
    values.put(Key.QUORUM, config.sentinel().quorum());
    values.put(Key.DOWN_AFTER_MILLIS, config.sentinel().downAfterMillis());
    values.put(Key.FAILOVER_TIMEOUT_MILLIS, config.sentinel().failoverTimeoutMillis());
    values.put(Key.PARALLEL_SYNCS, config.sentinel().parallelSyncs());
    BackupArgs backups =
        config.backups().toArgs(unmade -> Output.of("redis-backups")).orElseThrow();
    SnapshotBucketArgs bucket = config.backups().newBucket().build();
    values.put(Key.BACKUPS, config.backups().on());
    values.put(Key.BACKUP_BUCKET, config.backups().namedBucket());
    values.put(Key.BACKUP_PREFIX, backups.prefix());
    values.put(Key.BACKUP_EVERY, backups.every());
    values.put(Key.BACKUP_RETENTION_DAYS, bucket.retentionDays());
    values.put(Key.ELASTI_CACHE_EXPORT, bucket.elastiCacheExport());
    values.put(Key.VOLUME_SNAPSHOTS, config.snapshotsVolumes());
    values.put(Key.VOLUME_SNAPSHOT_DAYS, config.volumeSnapshots().days());
    values.put(Key.RESTORE_FROM, config.restoreFrom());
    values.put(Key.ROLLOUT, config.rollout());
    assertThat(values).as("a key is missing here").hasSameSizeAs(Key.values());
    return values;
  }
}
