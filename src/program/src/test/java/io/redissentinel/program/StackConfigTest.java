package io.redissentinel.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import io.redissentinel.AppendFsync;
import io.redissentinel.Architecture;
import io.redissentinel.AuthMode;
import io.redissentinel.ElastiCacheExport;
import io.redissentinel.MaxMemoryPolicy;
import io.redissentinel.PasswordStore;
import io.redissentinel.RedisSentinelArgs;
import io.redissentinel.SnapshotBucketArgs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackConfigTest {
  private final Map<String, String> values = new HashMap<>();
  private final List<SnapshotBucketArgs> made = new ArrayList<>();
  private boolean encrypted = true;

  @Test
  void nothingIsRequired() {
    StackConfig config = read();
    assertThat(config.nodes().count()).isEqualTo(3);
    assertThat(config.redis().version()).isEqualTo("5.0.7");
    assertThat(toArgs(config).rollout()).isEmpty();
  }

  @Test
  void emptyValuesCountAsNotGiven() {
    values.putAll(Map.of("instanceType", "", "subnetIds", "[]", "quorum", "0", "imageId", " "));
    values.put("maxMemoryMiB", "0");
    StackConfig config = read();
    assertThat(config.machine().instanceType()).isEqualTo("t3.small");
    assertThat(config.machine().imageId()).isEmpty();
    assertThat(config.nodes().subnetIds()).isEmpty();
    assertThat(config.sentinel().quorum()).isEmpty();
    assertThat(config.memory().maxMemoryMiB()).isEmpty();
  }

  @Test
  void anEmptyListOfSnapshotsIsNone() {
    values.put("snapshots", "[]");
    assertThat(read().persistence().snapshots()).isEmpty();
    values.put("snapshots", "");
    assertThat(read().persistence().snapshots()).hasSize(3);
  }

  @Test
  void settingsAreRefusedUnderTheirKeys() {
    values.put("appendFsync", "sometimes");
    values.put("snapshots", "[\"3600 1\",\"hourly\"]");
    values.put("maxMemoryMiB", "12");
    assertThatThrownBy(this::read)
        .hasMessageContaining(
            "redis-sentinel:appendFsync: must be one of [always, everysec, no], got 'sometimes'")
        .hasMessageContaining("redis-sentinel:snapshots[1]: must be SECONDS CHANGES")
        .hasMessageContaining("redis-sentinel:maxMemoryMiB: must be between 65 and 33554432");
  }

  @Test
  void everyKeyIsRead() {
    values.put("nodeCount", "5");
    values.put("subnetIds", "[\"subnet-1\",\"subnet-2\",\"subnet-3\"]");
    values.put(
        "privateAddresses", "[\"10.0.0.4\",\"10.0.0.5\",\"10.0.0.6\",\"10.0.0.7\",\"10.0.0.8\"]");
    values.put("allowSharedZones", "true");
    values.put("publicAddresses", "true");
    values.put("architecture", "arm64");
    values.put("instanceType", "m7g.large");
    values.put("imageId", "ami-1");
    values.put("volumeSizeGiB", "7");
    values.put("protectData", "false");
    values.put("kmsKeyId", "arn:aws:kms:eu-west-1:111122223333:key/1");
    values.put("awsEndpointUrl", "http://10.0.0.9");
    values.put("clientCidrs", "[\"10.0.0.0/16\"]");
    values.put("clientSecurityGroupIds", "[\"sg-1\"]");
    values.put("sshCidrs", "[\"10.1.0.0/16\"]");
    values.put("publicKey", "ssh-ed25519 AAAA");
    values.put("allowPublic", "true");
    values.put("sessionManager", "true");
    values.put("auth", "password");
    values.put("password", "Given-Password-#1");
    values.put("passwordStore", "ssm");
    values.put("redisVersion", "5.0.9");
    values.put("redisUrl", "http://10.0.0.2/redis.tar.gz");
    values.put("redisSha256", "0".repeat(64));
    values.put("redisPort", "7000");
    values.put("minReplicasToWrite", "2");
    values.put("minReplicasMaxLagSeconds", "3");
    values.put("redisRunTests", "true");
    values.put("disabledCommands", "[\"FLUSHALL\",\"DEBUG\"]");
    values.put("tls", "false");
    values.put("appendOnly", "false");
    values.put("appendFsync", "always");
    values.put("snapshots", "[\"900 1\"]");
    values.put("maxMemoryMiB", "2048");
    values.put("maxMemoryPolicy", "allkeys-lru");
    values.put("replicationBacklogMiB", "128");
    values.put("replicaOutputBufferMiB", "512");
    values.put("masterName", "orders");
    values.put("sentinelPort", "27000");
    values.put("quorum", "4");
    values.put("downAfterMillis", "2000");
    values.put("failoverTimeoutMillis", "20000");
    values.put("parallelSyncs", "2");
    values.put("backups", "true");
    values.put("backupBucket", "shared-backups");
    values.put("backupPrefix", "prod/");
    values.put("backupEvery", "15m");
    values.put("backupRetentionDays", "90");
    values.put("elastiCacheExport", "acl");
    values.put("volumeSnapshots", "true");
    values.put("volumeSnapshotDays", "14");
    values.put("restoreFrom", "s3://exports/old-0001.rdb");
    values.put("rollout", "[\"b\"]");
    assertThat(values).hasSameSizeAs(Key.values());

    StackConfig config = read();
    assertThat(config.redis().disabledCommands()).containsExactly("FLUSHALL", "DEBUG");

    assertThat(config.nodes().count()).isEqualTo(5);
    assertThat(config.nodes().subnetIds()).isPresent();
    assertThat(config.nodes().privateAddresses()).hasSize(5);
    assertThat(config.nodes().allowSharedZones()).isTrue();
    assertThat(config.nodes().publicAddresses()).isTrue();
    assertThat(config.machine().architecture()).isEqualTo(Architecture.ARM64);
    assertThat(config.machine().instanceType()).isEqualTo("m7g.large");
    assertThat(config.machine().imageId()).isPresent();
    assertThat(config.machine().volumeSizeGiB()).isEqualTo(7);
    assertThat(config.machine().protectData()).isFalse();
    assertThat(config.machine().kmsKeyId()).isPresent();
    assertThat(config.machine().awsEndpointUrl()).contains("http://10.0.0.9");
    assertThat(config.access().allowPublic()).isTrue();
    assertThat(config.access().sessionManager()).isTrue();
    assertThat(config.auth().mode()).isEqualTo(AuthMode.PASSWORD);
    assertThat(config.auth().password()).isPresent();
    assertThat(config.auth().store()).isEqualTo(PasswordStore.SSM_PARAMETER);
    assertThat(config.access().clientCidrs()).containsExactly("10.0.0.0/16");
    assertThat(config.access().clientSecurityGroups()).containsOnlyKeys("sg-1");
    assertThat(config.access().sshCidrs()).containsExactly("10.1.0.0/16");
    assertThat(config.access().publicKey()).isPresent();
    assertThat(config.redis().version()).isEqualTo("5.0.9");
    assertThat(config.redis().url()).contains("http://10.0.0.2/redis.tar.gz");
    assertThat(config.redis().sha256()).contains("0".repeat(64));
    assertThat(config.redis().port()).isEqualTo(7000);
    assertThat(config.redis().minReplicasToWrite()).isEqualTo(2);
    assertThat(config.redis().minReplicasMaxLagSeconds()).isEqualTo(3);
    assertThat(config.redis().runTests()).isTrue();
    assertThat(config.persistence().appendOnly()).isFalse();
    assertThat(config.persistence().appendFsync()).isEqualTo(AppendFsync.ALWAYS);
    assertThat(config.persistence().snapshots()).containsExactly("900 1");
    assertThat(config.memory().maxMemoryMiB()).contains(2048);
    assertThat(config.memory().maxMemoryPolicy()).isEqualTo(MaxMemoryPolicy.ALLKEYS_LRU);
    assertThat(config.memory().replicationBacklogMiB()).isEqualTo(128);
    assertThat(config.memory().replicaOutputBufferMiB()).isEqualTo(512);
    assertThat(config.sentinel().masterName()).isEqualTo("orders");
    assertThat(config.sentinel().port()).isEqualTo(27000);
    assertThat(config.sentinel().quorum()).contains(4);
    assertThat(config.sentinel().downAfterMillis()).isEqualTo(2000);
    assertThat(config.sentinel().failoverTimeoutMillis()).isEqualTo(20000);
    assertThat(config.sentinel().parallelSyncs()).isEqualTo(2);
    assertThat(config.rollout()).containsExactly("b");
    assertThat(config.backups().namedBucket()).contains("shared-backups");
    RedisSentinelArgs args = toArgs(config);
    assertThat(args.backups().orElseThrow().prefix()).isEqualTo("prod/");
    assertThat(args.backups().orElseThrow().every()).isEqualTo("15m");
    assertThat(args.backups().orElseThrow().kmsKeyArn()).isPresent();
    assertThat(args.volumeSnapshots().orElseThrow().days()).isEqualTo(14);
    assertThat(args.restoreFrom()).contains("s3://exports/old-0001.rdb");
    SnapshotBucketArgs bucket = config.backups().newBucket().build();
    assertThat(bucket.retentionDays()).isEqualTo(90);
    assertThat(bucket.elastiCacheExport()).isEqualTo(ElastiCacheExport.ACL);
    assertThat(bucket.protectData()).isFalse();
    assertThat(bucket.kmsKeyId()).isPresent();
  }

  @Test
  void aBucketIsMadeUnlessOneIsNamedOrThereAreNoBackups() {
    toArgs(read());
    assertThat(made).hasSize(1);
    values.put("backupBucket", "shared-backups");
    assertThat(toArgs(read()).backups()).isPresent();
    values.put("backups", "false");
    assertThat(toArgs(read()).backups()).isEmpty();
    values.remove("backupBucket");
    assertThat(toArgs(read()).backups()).isEmpty();
    assertThat(made).as("no other bucket").hasSize(1);
  }

  @Test
  void backupsAreRefusedUnderTheirKeys() {
    values.put("backups", "sometimes");
    values.put("backupBucket", "s3://shared-backups");
    values.put("backupPrefix", "prod");
    values.put("backupEvery", "90m");
    values.put("backupRetentionDays", "0");
    values.put("elastiCacheExport", "always");
    values.put("volumeSnapshots", "true");
    values.put("volumeSnapshotDays", "0");
    values.put("restoreFrom", "old.rdb");
    assertThat(refusedKeys())
        .containsExactlyInAnyOrder(
            "redis-sentinel:backups",
            "redis-sentinel:backupBucket",
            "redis-sentinel:backupPrefix",
            "redis-sentinel:backupEvery",
            "redis-sentinel:backupRetentionDays",
            "redis-sentinel:elastiCacheExport",
            "redis-sentinel:volumeSnapshotDays",
            "redis-sentinel:restoreFrom");
  }

  @Test
  void aBadKeyIsRefusedOnceThoughTheBucketHasItToo() {
    values.put("kmsKeyId", "alias/redis");
    values.put("protectData", "yes");
    assertThat(refusedKeys())
        .containsExactlyInAnyOrder("redis-sentinel:kmsKeyId", "redis-sentinel:protectData");
  }

  @Test
  void allErrorsAreInOneMessageAndNameConfigurationKeys() {
    values.put("nodeCount", "4");
    values.put("protectData", "yes");
    values.put("redisPort", "six");
    values.put("clientCidrs", "10.0.0.0/16");
    values.put("sshCidrs", "[\"10.0.0.0/16\",\"0.0.0.0/0\"]");
    values.put("architecture", "x86");
    values.put("redisVersion", "9.9.9");
    values.put("minReplicasToWrite", "-1");

    assertThat(refusedKeys())
        .containsExactlyInAnyOrder(
            "redis-sentinel:nodeCount",
            "redis-sentinel:protectData",
            "redis-sentinel:redisPort",
            "redis-sentinel:clientCidrs",
            "redis-sentinel:sshCidrs[1]",
            "redis-sentinel:architecture",
            "redis-sentinel:redisVersion",
            "redis-sentinel:minReplicasToWrite");
    assertThatThrownBy(this::read)
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "redis-sentinel:redisPort: must be a whole number, got 'six'; correct it")
        .hasMessageContaining(
            "redis-sentinel:architecture: must be one of [amd64, arm64], got 'x86'");
  }

  @Test
  void aHalfGivenSourceIsRefusedUnderItsKey() {
    values.put("redisUrl", "http://10.0.0.2/redis.tar.gz");
    assertThatThrownBy(this::read).hasMessageContaining("redis-sentinel:redisUrl: must have both");
  }

  @Test
  void aPasswordInClearIsRefusedAndNotShown() {
    values.put("password", "Given-Password-#1");
    encrypted = false;
    assertThatThrownBy(this::read)
        .hasMessageContaining("redis-sentinel:password: must be encrypted")
        .hasMessageContaining("pulumi config set --secret password")
        .message()
        .doesNotContain("Given-Password-#1");
  }

  @Test
  void aBadPasswordIsNotShown() {
    values.put("password", "my password");
    assertThatThrownBy(this::read)
        .hasMessageContaining("redis-sentinel:password: must be 16 to 128 printable ASCII")
        .message()
        .doesNotContain("my password");
  }

  @Test
  void whatIsAskedForInVainIsRefusedUnderItsKey() {
    values.put("tls", "true");
    values.put("auth", "acl");
    assertThatThrownBy(this::read)
        .hasMessageContaining("redis-sentinel:tls: must be false with Redis 5.0.7")
        .hasMessageContaining("redis-sentinel:auth: must be one of [password, none], got 'acl'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[null]", "[\"10.0.0.0/16\", null]", "[] x", "{}", "[[\"a\"]]"})
  void whatIsNoListOfTextsIsRefused(String value) {
    values.put("clientCidrs", value);
    assertThatThrownBy(this::read)
        .hasMessageContaining("redis-sentinel:clientCidrs: must be a list of texts");
  }

  private StackConfig read() {
    return StackConfig.read(key -> Optional.ofNullable(values.get(key)), key -> encrypted);
  }

  /** What a refusal names, a key a line. */
  private List<String> refusedKeys() {
    RunException refusal = catchThrowableOfType(RunException.class, this::read);
    return refusal
        .getMessage()
        .lines()
        .skip(1)
        .map(line -> line.strip().split(": ", 2)[0])
        .toList();
  }

  private RedisSentinelArgs toArgs(StackConfig config) {
    return config.toArgs(
        bucket -> {
          made.add(bucket.build());
          return Output.of("redis-backups-1234");
        });
  }
}
